//! What an operator can set about the workflow engine, and what follows from it.

use std::net::SocketAddr;

use clap::Args;
use reqwest::Url;

use super::Secret;
use crate::error::Error;

/// Options of `serve` about the workflow engine.
#[derive(Clone, Debug, Args)]
pub struct Options {
    /// Where the workflow engine takes service orders: `https://engine.example.net/orders`. Without
    /// one, an order is recorded and complete at once
    #[arg(long, value_name = "URL", env = "CUSTOMER_INVENTORY_WORKFLOW_URL", value_parser = http)]
    pub workflow_url: Option<Url>,
    /// What requests to the workflow engine and its answers are signed with, 16 characters or more;
    /// better given by the environment, where `ps` does not show it
    #[arg(long, value_name = "SECRET", hide_env_values = true)]
    #[arg(env = "CUSTOMER_INVENTORY_WORKFLOW_SECRET")]
    pub workflow_secret: Option<String>,
    /// How the workflow engine reaches this program, base path included, through a reverse proxy for
    /// example: `https://portal.example.net/orchestration/inventory`; by default at the address
    /// that it listens on. Requests for this host are answered, as for those of --host
    #[arg(long, value_name = "URL", env = "CUSTOMER_INVENTORY_PUBLIC_URL", value_parser = public)]
    pub public_url: Option<Url>,
}

/// Where the workflow engine is, and how it finds back.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Where it takes orders.
    pub url: Url,
    /// What both sides sign with.
    pub secret: Secret,
    /// How it reaches this program, base path included; by default where this program listens.
    pub public_url: Option<Url>,
}

impl Options {
    /// The engine that is asked for, if one is, for a program that listens on `addr`.
    pub fn settings(&self, addr: SocketAddr) -> Result<Option<Settings>, Error> {
        let wrong = |message: String| Err(Error::Usage(message));
        let (url, secret) = match (&self.workflow_url, &self.workflow_secret) {
            (None, None) => return Ok(None),
            (Some(url), Some(secret)) => (url.clone(), Secret::new(secret)),
            (Some(_), None) => {
                return wrong(
                    "--workflow-url needs a secret that the engine knows as well: put it into the \
                     environment variable CUSTOMER_INVENTORY_WORKFLOW_SECRET"
                        .into(),
                );
            }
            (None, Some(_)) => {
                return wrong(
                    "there is a secret for a workflow engine, but --workflow-url does not say where \
                     the engine is"
                        .into(),
                );
            }
        };
        let secret = match secret {
            Ok(secret) => secret,
            Err(error) => return wrong(format!("the secret of --workflow-secret: {error}")),
        };
        if addr.ip().is_unspecified() && self.public_url.is_none() {
            return wrong(format!(
                "the workflow engine cannot call back at {addr}: say with --public-url how it \
                 reaches this program"
            ));
        }
        Ok(Some(Settings { url, secret, public_url: self.public_url.clone() }))
    }

    /// The name under which the engine calls back, if one is known: that of --public-url, or else of
    /// the address that the program listens on.
    pub fn public_host(&self, addr: SocketAddr) -> Option<String> {
        let here = || format!("http://{addr}").parse().ok();
        let url =
            self.public_url.clone().or_else(|| self.workflow_url.as_ref().and_then(|_| here()));
        url.as_ref().and_then(Url::host_str).map(str::to_owned)
    }
}

fn http(text: &str) -> Result<Url, String> {
    let url: Url = text.parse().map_err(|error| {
        format!("{error}; it must be a whole address, like https://engine.example.net/orders")
    })?;
    if !["http", "https"].contains(&url.scheme()) {
        return Err("it must begin with http:// or https://".into());
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err("it must not hold a user or a password, because it is logged".into());
    }
    Ok(url)
}

fn public(text: &str) -> Result<Url, String> {
    let url = http(text)?;
    if url.query().is_some() || url.fragment().is_some() {
        return Err("it must end with the path, without ? and #".into());
    }
    Ok(url)
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    const URL: [&str; 2] = ["--workflow-url", "https://engine.example.net/orders"];
    const SECRET: [&str; 2] = ["--workflow-secret", "0123456789abcdef"];

    #[derive(Parser)]
    struct Program {
        #[command(flatten)]
        options: Options,
    }

    fn settings(addr: &str, args: &[[&str; 2]]) -> Result<Option<Settings>, String> {
        let args = ["x"].into_iter().chain(args.iter().flatten().copied());
        let program = Program::try_parse_from(args).map_err(|error| error.to_string())?;
        program.options.settings(addr.parse().unwrap()).map_err(|error| error.to_string())
    }

    fn refused(addr: &str, args: &[[&str; 2]]) -> String {
        settings(addr, args).unwrap_err()
    }

    #[test]
    fn there_is_an_engine_when_it_has_an_address_and_a_secret() {
        assert!(settings("127.0.0.1:0", &[]).unwrap().is_none());
        let engine = settings("127.0.0.1:0", &[URL, SECRET]).unwrap().unwrap();
        assert_eq!(engine.url.as_str(), URL[1]);
        assert!(!format!("{engine:?}").contains(SECRET[1]), "{engine:?}");
    }

    #[test]
    fn half_an_engine_is_refused_with_what_is_missing_and_without_the_secret() {
        let without = refused("127.0.0.1:0", &[URL]);
        assert!(without.contains("CUSTOMER_INVENTORY_WORKFLOW_SECRET"), "{without}");
        let without = refused("127.0.0.1:0", &[SECRET]);
        assert!(without.contains("--workflow-url does not say"), "{without}");
        let short = refused("127.0.0.1:0", &[URL, ["--workflow-secret", "hunter2"]]);
        assert!(short.contains("7 characters") && !short.contains("hunter2"), "{short}");
    }

    #[test]
    fn an_engine_is_told_how_it_reaches_a_program_that_listens_everywhere() {
        let error = refused("0.0.0.0:3000", &[URL, SECRET]);
        assert!(error.contains("--public-url"), "{error}");
        let public = ["--public-url", "https://portal.example.net/x"];
        assert!(settings("0.0.0.0:3000", &[URL, SECRET, public]).is_ok());
    }

    #[test]
    fn an_address_that_is_none_is_refused_with_what_would_be_one() {
        for (option, address, says) in [
            ("--workflow-url", "engine.example.net/orders", "like https://engine"),
            ("--workflow-url", "ftp://engine.example.net", "http:// or https://"),
            ("--workflow-url", "https://me:word@engine.example.net", "a user or a password"),
            ("--public-url", "/orchestration", "like https://engine"),
            ("--public-url", "https://portal.example.net/?x=1", "without ? and #"),
        ] {
            let error = refused("127.0.0.1:0", &[[option, address]]);
            assert!(error.contains(says), "{address}: {error}");
        }
    }
}
