//! Which host names the server answers to.
//!
//! A foreign site can point its own name at this machine ("DNS rebinding"); its pages would then be
//! of one origin with ours, and without sign-in nothing else would tell them apart.

use axum::{
    extract::{Request, State},
    http::{HeaderMap, StatusCode, header, uri::Authority},
    middleware::Next,
    response::{IntoResponse, Response},
};

/// The names in the header `Host` that are answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hosts {
    /// All of them.
    Any,
    /// The machine's own names for itself, and these.
    Local {
        /// Names without a port, as a proxy passes them on.
        and: Vec<String>,
    },
}

impl Hosts {
    fn answer_to(&self, host: &str) -> bool {
        let Self::Local { and } = self else { return true };
        let name = host.trim_start_matches('[').trim_end_matches(']');
        name.eq_ignore_ascii_case("localhost")
            || name.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback())
            || and.iter().any(|other| other.eq_ignore_ascii_case(host))
    }
}

/// Refuses requests for other hosts with 421, which tells an honest client to connect anew.
pub async fn only_known(State(hosts): State<Hosts>, request: Request, next: Next) -> Response {
    if hosts == Hosts::Any || host(&request).is_some_and(|host| hosts.answer_to(host.host())) {
        return next.run(request).await;
    }
    let text = "This server is not meant to be reached under that host name; see --host.";
    (StatusCode::MISDIRECTED_REQUEST, text).into_response()
}

fn host(request: &Request) -> Option<Authority> {
    let named = |headers: &HeaderMap| headers.get(header::HOST)?.to_str().ok()?.parse().ok();
    request.uri().authority().cloned().or_else(|| named(request.headers()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_machine_answers_to_its_own_names_and_to_those_it_is_given() {
        let hosts = Hosts::Local { and: vec!["portal.example.net".into()] };
        for name in ["localhost", "127.0.0.1", "127.8.8.8", "[::1]", "Portal.Example.net"] {
            assert!(hosts.answer_to(name), "{name}");
        }
        for name in ["evil.example", "localhost.evil.example", "10.0.0.1", "", "[::2]"] {
            assert!(!hosts.answer_to(name), "{name}");
        }
        assert!(Hosts::Any.answer_to("evil.example"));
    }
}
