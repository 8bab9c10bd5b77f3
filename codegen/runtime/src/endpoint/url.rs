//! `parseURL`. Rules: "Rules engine standard library", "`URL` structure".
//!
//! Where the specification's table and its wording part, the wording and the published rule sets decide: `path` is the
//! path as written, so it is empty for `https://example.com`, and a port that was written stays.

use super::host::is_ipv4;

/// The parts of a URL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Url<'a> {
    /// `http` or `https`.
    pub scheme: &'static str,
    /// Host and port, without user information.
    pub authority: &'a str,
    /// The path as written: empty, or starting with `/`.
    pub path: &'a str,
    /// The path with a `/` at either end.
    pub normalized_path: String,
    /// Whether the host is an IPv4 address or an IPv6 address in brackets.
    pub is_ip: bool,
}

/// Takes an absolute URL apart. `None` for a scheme other than `http` and `https`, a URL with a query, one without a
/// host, and a port that is no number. The host's labels are not validated.
pub fn parse_url(value: &str) -> Option<Url<'_>> {
    let (scheme, rest) = value.split_once("://")?;
    let scheme = ["http", "https"]
        .into_iter()
        .find(|known| known.eq_ignore_ascii_case(scheme))?;
    // A fragment never reaches a server.
    let rest = rest.split('#').next()?;
    if rest.contains('?') || rest.contains(|c: char| c.is_whitespace() || c.is_control()) {
        return None;
    }
    let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let authority = authority.rsplit('@').next()?;
    let host = host(authority)?;
    let normalized_path = match (path, path.ends_with('/')) {
        ("", _) => "/".to_owned(),
        (path, true) => path.to_owned(),
        (path, false) => format!("{path}/"),
    };
    Some(Url {
        scheme,
        authority,
        path,
        normalized_path,
        is_ip: host.starts_with('[') || is_ipv4(host),
    })
}

/// The host of an authority, IPv6 addresses in their brackets; `None` if there is none or the port is wrong.
fn host(authority: &str) -> Option<&str> {
    let end = match authority.strip_prefix('[') {
        Some(address) => address.find(']')? + 2,
        None => authority.find(':').unwrap_or(authority.len()),
    };
    let (host, port) = authority.split_at(end);
    let port_is_valid = match port.strip_prefix(':') {
        Some(port) => {
            port.is_empty()
                || port.bytes().all(|b| b.is_ascii_digit()) && port.parse::<u16>().is_ok()
        }
        None => port.is_empty(),
    };
    let host_is_valid = match host.strip_prefix('[') {
        Some(address) => address
            .strip_suffix(']')?
            .parse::<std::net::Ipv6Addr>()
            .is_ok(),
        None => !host.is_empty() && !host.contains(['[', ']', '\\']),
    };
    (port_is_valid && host_is_valid).then_some(host)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(url: &str, authority: &str, path: &str, normalized_path: &str, is_ip: bool) {
        let parsed = parse_url(url).unwrap_or_else(|| panic!("{url} is not parsed"));
        assert_eq!(
            (
                parsed.authority,
                parsed.path,
                &*parsed.normalized_path,
                parsed.is_ip
            ),
            (authority, path, normalized_path, is_ip),
            "{url}"
        );
    }

    #[test]
    fn valid() {
        check("https://example.com", "example.com", "", "/", false);
        check("https://example.com/", "example.com", "/", "/", false);
        check(
            "http://example.com:80/foo/bar",
            "example.com:80",
            "/foo/bar",
            "/foo/bar/",
            false,
        );
        check("https://127.0.0.1", "127.0.0.1", "", "/", true);
        check(
            "https://127.0.0.1:8443/a/",
            "127.0.0.1:8443",
            "/a/",
            "/a/",
            true,
        );
        check("https://[fe80::1]", "[fe80::1]", "", "/", true);
        check(
            "https://[fe80::1]:443/x",
            "[fe80::1]:443",
            "/x",
            "/x/",
            true,
        );
        check(
            "https://999.999.abc.blah",
            "999.999.abc.blah",
            "",
            "/",
            false,
        );
        check("http://99_ab-.com", "99_ab-.com", "", "/", false);
        check(
            "https://user:secret@example.com/p",
            "example.com",
            "/p",
            "/p/",
            false,
        );
        check(
            "https://example.com/p#fragment",
            "example.com",
            "/p",
            "/p/",
            false,
        );
    }

    #[test]
    fn the_scheme_is_lowercase() {
        assert_eq!(parse_url("HTTPS://example.com").unwrap().scheme, "https");
        assert_eq!(parse_url("http://example.com").unwrap().scheme, "http");
    }

    #[test]
    fn invalid() {
        for url in [
            "",
            "example.com",
            "https:/example.com",
            "https://",
            "https:///path",
            "https://:443",
            "ftp://example.com",
            "acbd://example.com",
            "http://abc.com:a/foo",
            "http://abc.com:+1",
            "http://abc.com:65536",
            "https://example.com:8443?foo=bar&faz=baz",
            "https://example.com/path?query",
            "https://exa mple.com",
            "https://[fe80::1",
            "https://[nonsense]",
            "https://[fe80::1]x",
        ] {
            assert_eq!(parse_url(url), None, "{url}");
        }
    }

    proptest! {
        #[test]
        fn no_text_panics(text in any::<String>()) {
            parse_url(&text);
            parse_url(&format!("https://{text}"));
        }
    }
}
