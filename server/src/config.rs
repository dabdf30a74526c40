//! What an operator can set: by option, or by the environment variable named in `--help`.

use std::{ffi::OsString, net::SocketAddr, path::PathBuf, str::FromStr, time::Duration};

use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};
use store::StoreConfig;
use transfer::{Mapping, file::Encoding};

use crate::{error::Error, hosts::Hosts, workflow};

/// Customer Inventory: a provider's customers and the service instances they use.
///
/// Without a command it serves the pages: `customer-inventory` is `customer-inventory serve`.
#[derive(Debug, Parser)]
#[command(name = "customer-inventory", version, flatten_help = true)]
#[command(disable_help_subcommand = true)]
pub struct Cli {
    /// Options of every command.
    #[command(flatten)]
    pub common: Common,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// Options of every command.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Options of every command")]
pub struct Common {
    /// The database: `surrealkv://FOLDER` (embedded), `ws://HOST:PORT` (a SurrealDB server) or
    /// `mem://` (nothing is kept)
    #[arg(long, global = true, value_name = "URL", env = "CUSTOMER_INVENTORY_DATABASE")]
    #[arg(default_value = "surrealkv://./data/db")]
    pub database: String,
    /// User of a SurrealDB server
    #[arg(long, global = true, value_name = "NAME", env = "CUSTOMER_INVENTORY_DATABASE_USER")]
    pub database_user: Option<String>,
    /// Password of a SurrealDB server; better given by the environment, where `ps` does not show it
    #[arg(long, global = true, value_name = "PASSWORD", hide_env_values = true)]
    #[arg(env = "CUSTOMER_INVENTORY_DATABASE_PASSWORD")]
    pub database_password: Option<String>,
    /// Folder of the search index, which is made from the database and may be lost; by default
    /// beside the database's folder (`./data/db-index`), or `./data/index` with a server
    #[arg(long, global = true, value_name = "FOLDER", env = "CUSTOMER_INVENTORY_INDEX")]
    pub index: Option<PathBuf>,
    /// Refuse a second customer of the same name
    #[arg(long, global = true, env = "CUSTOMER_INVENTORY_UNIQUE_NAMES")]
    pub unique_names: bool,
    /// What to log: `info`, `debug`, or a filter such as `warn,store=debug`
    #[arg(long, global = true, value_name = "FILTER", env = "CUSTOMER_INVENTORY_LOG")]
    #[arg(default_value = "warn,surrealkv=error,server=info,app=info,store=info,transfer=info")]
    pub log: String,
    /// How to log
    #[arg(long, global = true, value_name = "FORMAT", env = "CUSTOMER_INVENTORY_LOG_FORMAT")]
    #[arg(value_enum, default_value_t = LogFormat::Text)]
    pub log_format: LogFormat,
}

/// How log lines look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    /// For people.
    Text,
    /// For machines: one JSON object per line.
    Json,
}

/// What the program can be told to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve the pages (what happens when no command is given)
    Serve(Box<Serve>),
    /// Read customers or service instances from a CSV file, or as a vendor's API returns them
    #[command(subcommand)]
    Import(Import),
    /// Write customers to a CSV file that can be edited and imported again
    #[command(subcommand)]
    Export(Export),
    /// Fill the database with realistic customers and service instances
    Seed(Seed),
    /// Make the search index anew from the database
    Reindex,
    /// Write the whole database to a file
    Backup {
        /// The file to write
        file: PathBuf,
    },
    /// Read a backup into an empty database
    Restore {
        /// The file to read
        file: PathBuf,
    },
}

/// Options of `serve`.
#[derive(Clone, Debug, Args)]
pub struct Serve {
    /// Address and port to listen on; port 0 takes a free one
    #[arg(long, value_name = "IP:PORT", env = "CUSTOMER_INVENTORY_ADDR")]
    #[arg(default_value = "127.0.0.1:3000")]
    pub addr: SocketAddr,
    /// Path below which everything lives, for a portal's reverse proxy: `/orchestration/inventory`
    #[arg(long, value_name = "PATH", env = "CUSTOMER_INVENTORY_BASE_PATH", default_value = "/")]
    pub base_path: BasePath,
    /// Listen on an address that other machines can reach, although there is no sign-in yet
    #[arg(long, env = "CUSTOMER_INVENTORY_ALLOW_REMOTE")]
    pub allow_remote: bool,
    /// Host name that a reverse proxy in front of this passes on, such as `portal.example.net`;
    /// may be given several times. Requests for other hosts than these and this machine's own
    /// names are refused, so that a foreign site cannot pose as this one; with --allow-remote and
    /// no --host, all are answered
    #[arg(long = "host", value_name = "NAME", env = "CUSTOMER_INVENTORY_HOSTS")]
    #[arg(value_delimiter = ',')]
    pub hosts: Vec<String>,
    /// Give up on a request after this many seconds
    #[arg(long, value_name = "SECONDS", env = "CUSTOMER_INVENTORY_REQUEST_TIMEOUT_SECONDS")]
    #[arg(default_value_t = 30, value_parser = clap::value_parser!(u64).range(1..))]
    pub request_timeout_seconds: u64,
    /// Refuse requests with a bigger body
    #[arg(long, value_name = "BYTES", env = "CUSTOMER_INVENTORY_MAX_BODY_BYTES")]
    #[arg(default_value_t = 256 * 1024)]
    pub max_body_bytes: usize,
    /// Options about the workflow engine.
    #[command(flatten)]
    pub workflow: workflow::Options,
}

/// What to import.
#[derive(Debug, Subcommand)]
pub enum Import {
    /// Customers; a row whose reference number exists is a duplicate
    Customers(ImportFile),
    /// Service instances of customers that exist
    Instances(ImportFile),
    /// Customers and service instances as the API of Paragon Automation returns them; they are known by
    /// the ids that they have there
    Paragon(ImportParagon),
}

/// Options of `import paragon`.
#[derive(Debug, Args)]
pub struct ImportParagon {
    /// A JSON array of customers
    #[arg(long, value_name = "FILE", required_unless_present = "instances")]
    pub customers: Option<PathBuf>,
    /// A JSON array of service instances; read after the customers
    #[arg(long, value_name = "FILE")]
    pub instances: Option<PathBuf>,
    /// What to do with what is in the inventory already
    #[arg(long, value_enum, default_value_t = OnDuplicate::Update)]
    pub on_duplicate: OnDuplicate,
    /// Check everything and store nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// Options of `import customers` and `import instances`.
#[derive(Debug, Args)]
pub struct ImportFile {
    /// The CSV file, with a header line
    pub file: PathBuf,
    /// Which column holds which field: `name="Organization Name",reference="Assignment"`; a
    /// constant after a colon: `status=:inactive`
    #[arg(long, value_name = "FIELD=COLUMN,…", default_value = "", hide_default_value = true)]
    pub map: Mapping,
    /// What to do with a row that is in the inventory already
    #[arg(long, value_enum, default_value_t = OnDuplicate::Update)]
    pub on_duplicate: OnDuplicate,
    /// Check every row and store nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Write the refused rows, with the reasons, to this file instead of FILE.rejects.csv
    #[arg(long, value_name = "FILE")]
    pub rejects: Option<PathBuf>,
    /// How the file is encoded: `utf-8` or `windows-1252`
    #[arg(long, default_value = "utf-8")]
    pub encoding: Encoding,
    /// Import names that look damaged (`MÃ¼ller`) as they are
    #[arg(long)]
    pub accept_damaged: bool,
}

/// What to do with a row that is in the inventory already.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum OnDuplicate {
    /// Leave what is there.
    Skip,
    /// Overwrite what is there.
    Update,
    /// Refuse the row.
    Error,
}

/// What to export.
#[derive(Debug, Subcommand)]
pub enum Export {
    /// All customers
    Customers(ExportFile),
}

/// Options of `export`.
#[derive(Debug, Args)]
pub struct ExportFile {
    /// The CSV file to write; one that exists is replaced
    pub file: PathBuf,
    /// Begin with a byte order mark, without which Excel does not recognise UTF-8
    #[arg(long)]
    pub bom: bool,
}

/// Options of `seed`.
#[derive(Debug, Args)]
pub struct Seed {
    /// How many customers
    #[arg(long, default_value_t = 1000)]
    pub customers: u64,
    /// How many service instances, spread over the customers
    #[arg(long, default_value_t = 3000)]
    pub instances: u64,
    /// Another number gives other data; the same number the same
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    pub seed: u64,
    /// Add to a database that has customers already
    #[arg(long)]
    pub into_existing: bool,
}

impl Cli {
    /// Reads the command line; ends the program where that cannot be understood.
    pub fn from_args() -> Self {
        Self::parse_from(with_command(std::env::args_os().collect()))
    }
}

/// Inserts `serve` where no command is given, so that its options work without it.
fn with_command(mut args: Vec<OsString>) -> Vec<OsString> {
    let cli = Cli::command();
    let known = |arg: &OsString| {
        let Some(arg) = arg.to_str() else { return false };
        ["-h", "--help", "-V", "--version"].contains(&arg)
            || cli.get_subcommands().any(|command| command.get_name() == arg)
    };
    if !args.iter().skip(1).any(known) {
        args.insert(1.min(args.len()), "serve".into());
    }
    args
}

impl Common {
    /// How to open the record.
    pub fn store(&self) -> StoreConfig {
        StoreConfig {
            endpoint: self.database.clone(),
            unique_names: self.unique_names,
            username: self.database_user.clone(),
            password: self.database_password.clone(),
            index: self.index.clone(),
        }
    }
}

/// What the web server needs to know to start.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Where to listen.
    pub addr: SocketAddr,
    /// Where everything lives.
    pub base_path: BasePath,
    /// Which host names it answers to.
    pub hosts: Hosts,
    /// When to give up on a request.
    pub request_timeout: Duration,
    /// How big a request's body may be.
    pub max_body_bytes: usize,
    /// How to open the record.
    pub store: StoreConfig,
    /// The workflow engine, if there is one.
    pub workflow: Option<workflow::Settings>,
}

impl Settings {
    /// The settings of `serve`, unless they would let strangers in.
    pub fn new(common: &Common, serve: &Serve) -> Result<Self, Error> {
        if !serve.addr.ip().is_loopback() && !serve.allow_remote {
            return Err(Error::Usage(format!(
                "not listening on {}: there is no sign-in yet, so everybody who can reach that \
                 address could change the inventory; if that is what you want, add --allow-remote",
                serve.addr
            )));
        }
        // The workflow engine calls back under this name.
        let public = serve.workflow.public_host(serve.addr);
        Ok(Self {
            addr: serve.addr,
            base_path: serve.base_path.clone(),
            hosts: match serve.hosts.as_slice() {
                [] if serve.allow_remote => Hosts::Any,
                names => Hosts::Local { and: names.iter().cloned().chain(public).collect() },
            },
            request_timeout: Duration::from_secs(serve.request_timeout_seconds),
            max_body_bytes: serve.max_body_bytes,
            store: common.store(),
            workflow: serve.workflow.settings(serve.addr)?,
        })
    }
}

/// The path below which everything lives: empty, or like `/orchestration/inventory`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BasePath(String);

impl BasePath {
    /// Empty, or starting with a slash and not ending with one.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for BasePath {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let path = text.strip_suffix('/').unwrap_or(text);
        if path.is_empty() {
            return Ok(Self::default());
        }
        let Some(segments) = path.strip_prefix('/') else {
            return Err("it must start with a slash, like /orchestration/inventory".into());
        };
        let plain = |c: char| c.is_ascii_alphanumeric() || "-_.~".contains(c);
        for segment in segments.split('/') {
            if matches!(segment, "" | "." | "..") || !segment.chars().all(plain) {
                return Err(format!(
                    "{segment:?} cannot be part of it; letters, digits, and - _ . ~ can"
                ));
            }
        }
        Ok(Self(path.into()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn base_path(text: &str) -> Result<String, String> {
        text.parse::<BasePath>().map(|path| path.0)
    }

    fn parse(args: &[&str]) -> Cli {
        let args = args.iter().map(OsString::from).collect();
        Cli::try_parse_from(with_command(args)).unwrap()
    }

    fn settings(args: &[&str]) -> Result<Settings, Error> {
        let cli = parse(args);
        let Command::Serve(serve) = &cli.command else { panic!("not serve: {cli:?}") };
        Settings::new(&cli.common, serve)
    }

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn a_base_path_has_no_trailing_slash() {
        assert_eq!(base_path("/"), Ok("".into()));
        assert_eq!(base_path(""), Ok("".into()));
        assert_eq!(base_path("/x/y/"), Ok("/x/y".into()));
        assert_eq!(base_path("/orchestration/inventory"), Ok("/orchestration/inventory".into()));
    }

    #[test]
    fn a_base_path_that_is_no_plain_path_is_refused() {
        for text in ["x", "//", "/x//y", "/../x", "/{x}", "/x?y", "/a b", "http://x"] {
            assert!(base_path(text).is_err(), "{text}");
        }
    }

    #[test]
    fn serve_is_what_happens_without_a_command() {
        let settings =
            settings(&["customer-inventory", "--database", "mem://", "--addr", "[::1]:80"])
                .unwrap();
        assert_eq!(settings.addr.to_string(), "[::1]:80");
        assert_eq!(settings.store.endpoint, "mem://");
    }

    #[test]
    fn common_options_go_before_or_after_the_command() {
        for args in [
            ["x", "--database", "mem://", "backup", "f"],
            ["x", "backup", "f", "--database", "mem://"],
        ] {
            let cli = parse(&args);
            assert_eq!(cli.common.database, "mem://");
            assert!(matches!(cli.command, Command::Backup { .. }));
        }
    }

    #[test]
    fn one_of_both_files_is_enough_to_import_and_none_is_not() {
        let import = |files: &[&str]| {
            let args = ["x", "import", "paragon"].iter().chain(files).map(OsString::from).collect();
            Cli::try_parse_from(with_command(args))
        };
        for files in [
            &["--customers", "c.json"][..],
            &["--instances", "i.json", "--dry-run"],
            &["--customers", "c.json", "--instances", "i.json"],
        ] {
            assert!(import(files).is_ok(), "{files:?}");
        }
        let error = import(&["--dry-run"]).unwrap_err().to_string();
        assert!(error.contains("--customers"), "{error}");
    }

    #[test]
    fn an_address_that_others_can_reach_needs_a_clear_word() {
        let error = settings(&["x", "--addr", "0.0.0.0:3000"]).unwrap_err();
        assert!(error.to_string().contains("--allow-remote"), "{error}");
        assert!(settings(&["x", "--addr", "0.0.0.0:3000", "--allow-remote"]).is_ok());
    }

    #[test]
    fn it_answers_to_the_name_under_which_the_workflow_engine_calls_back() {
        let public = "https://portal.example.net:8443/orchestration/inventory";
        let named = settings(&["x", "--host", "a.example", "--public-url", public]).unwrap();
        let and = vec!["a.example".into(), "portal.example.net".into()];
        assert_eq!(named.hosts, Hosts::Local { and });
        let engine = ["--workflow-url", "http://engine", "--workflow-secret", "0123456789abcdef"];
        let here = ["x", "--addr", "10.0.0.5:80", "--allow-remote", "--host", "a.example"];
        let and = vec!["a.example".into(), "10.0.0.5".into()];
        let here = settings(&[&here[..], &engine[..]].concat()).unwrap();
        assert_eq!(here.hosts, Hosts::Local { and });
        let open = ["x", "--allow-remote", "--public-url", public];
        assert_eq!(settings(&open).unwrap().hosts, Hosts::Any);
    }
}
