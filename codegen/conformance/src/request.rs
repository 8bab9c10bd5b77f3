//! Compares a request that was sent with what a case expects of it.
//!
//! Rules: Smithy specification, "HTTP protocol compliance tests", `httpRequestTests`.

use super::body;
use super::exchange::Sent;
use super::outcome::{Failure, Outcome};

type Names = &'static [&'static str];

/// The expectations of a case, in the words of the trait.
#[derive(Clone, Copy, Debug)]
pub struct Expected {
    pub method: &'static str,
    pub uri: &'static str,
    pub resolved_host: Option<&'static str>,
    pub query_params: Names,
    pub forbid_query_params: Names,
    pub require_query_params: Names,
    pub headers: &'static [(&'static str, &'static str)],
    pub forbid_headers: Names,
    pub require_headers: Names,
    /// With its media type.
    pub body: Option<(&'static str, Option<&'static str>)>,
}

impl Expected {
    /// # Errors
    ///
    /// All that differs.
    pub fn check(&self, sent: &Sent) -> Outcome {
        let mut findings = Vec::new();
        if sent.method != self.method {
            findings.push(format!(
                "expected the method {}, got {}",
                self.method, sent.method
            ));
        }
        let uri = Uri::parse(&sent.uri);
        if uri.path != self.uri {
            findings.push(format!(
                "expected the path {:?}, got {:?}",
                self.uri, uri.path
            ));
        }
        if let Some(host) = self.resolved_host {
            let host = host.split('/').next().unwrap_or_default();
            if uri.host != host {
                findings.push(format!("expected the host {host}, got {}", uri.host));
            }
        }
        self.check_query(uri.query, &mut findings);
        self.check_headers(sent, &mut findings);
        if let Some((expected, media_type)) = self.body {
            findings.extend(body::difference(expected, media_type, &sent.body));
        }
        Failure::of(findings)
    }

    fn check_query(&self, query: &str, findings: &mut Vec<String>) {
        let pairs: Vec<&str> = query.split('&').filter(|pair| !pair.is_empty()).collect();
        let of_name = |name: &str| -> Vec<&str> {
            let pairs = pairs.iter().copied();
            pairs.filter(|pair| name_of(pair) == name).collect()
        };
        let mut names: Vec<&str> = self.query_params.iter().copied().map(name_of).collect();
        names.sort_unstable();
        names.dedup();
        for name in names {
            let expected = self.query_params.iter().copied();
            let expected: Vec<&str> = expected.filter(|pair| name_of(pair) == name).collect();
            let actual = of_name(name);
            if expected != actual {
                findings.push(format!(
                    "expected the query parameters {}, got {}",
                    expected.join("&"),
                    if actual.is_empty() {
                        format!("none of this name in {query:?}")
                    } else {
                        actual.join("&")
                    }
                ));
            }
        }
        for name in self.forbid_query_params {
            if !of_name(name).is_empty() {
                findings.push(format!("expected no query parameter {name}, got {query:?}"));
            }
        }
        for name in self.require_query_params {
            if of_name(name).is_empty() {
                findings.push(format!("expected a query parameter {name}, got {query:?}"));
            }
        }
    }

    fn check_headers(&self, sent: &Sent, findings: &mut Vec<String>) {
        for (name, expected) in self.headers {
            match header(sent, name) {
                Some(actual) if actual == *expected => {}
                Some(actual) => findings.push(format!(
                    "expected the header {name}: {expected:?}, got {actual:?}"
                )),
                None => findings.push(format!(
                    "expected the header {name}: {expected:?}, got none"
                )),
            }
        }
        for name in self.forbid_headers {
            if let Some(actual) = header(sent, name) {
                findings.push(format!("expected no header {name}, got {actual:?}"));
            }
        }
        for name in self.require_headers {
            if header(sent, name).is_none() {
                findings.push(format!("expected a header {name}, got none"));
            }
        }
    }
}

fn name_of(pair: &str) -> &str {
    pair.split('=').next().unwrap_or_default()
}

/// The value of a header, its lines joined as RFC 9110 says. The host is in the URI until a connection is there.
fn header(sent: &Sent, name: &str) -> Option<String> {
    if name.eq_ignore_ascii_case("host") && sent.headers.get(name).is_none() {
        return Some(Uri::parse(&sent.uri).host.to_owned());
    }
    let lines: Vec<_> = sent
        .headers
        .get_all_bytes(name)
        .map(String::from_utf8_lossy)
        .collect();
    (!lines.is_empty()).then(|| lines.join(", "))
}

struct Uri<'a> {
    host: &'a str,
    path: &'a str,
    query: &'a str,
}

impl<'a> Uri<'a> {
    fn parse(uri: &'a str) -> Self {
        let rest = uri.split_once("://").map_or(uri, |(_, rest)| rest);
        let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
        let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        // A connection asks for `/` where there is no path.
        let path = if path.is_empty() { "/" } else { path };
        Self { host, path, query }
    }
}
