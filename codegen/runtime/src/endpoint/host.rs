//! `isValidHostLabel` and `aws.isVirtualHostableS3Bucket`. Rules: "Rules engine standard library" (RFC 1123 labels) and
//! "AWS rules engine library functions".

/// Whether `value` is one label of a host name: 1 to 63 ASCII letters, digits and hyphens, no hyphen first. With
/// `allow_subdomains`, several such labels joined by dots will do.
pub fn is_valid_host_label(value: &str, allow_subdomains: bool) -> bool {
    if allow_subdomains {
        value.split('.').all(is_label)
    } else {
        is_label(value)
    }
}

fn is_label(label: &str) -> bool {
    let bytes = label.as_bytes();
    matches!(bytes.len(), 1..=63)
        && bytes[0] != b'-'
        && bytes
            .iter()
            .all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-')
}

/// Whether a bucket of that name can stand in a host name: 3 to 63 lowercase letters, digits and hyphens that start and
/// end with a letter or digit. With `allow_subdomains`, dots are allowed too, though not side by side, not beside a
/// hyphen, and not so that the name reads as an IPv4 address.
pub fn is_virtual_hostable_s3_bucket(value: &str, allow_subdomains: bool) -> bool {
    let alphanumeric = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    let bytes = value.as_bytes();
    let (3..=63, [first, .., last]) = (bytes.len(), bytes) else {
        return false;
    };
    alphanumeric(*first)
        && alphanumeric(*last)
        && bytes
            .iter()
            .all(|&byte| alphanumeric(byte) || byte == b'-' || (byte == b'.' && allow_subdomains))
        && !bytes
            .windows(2)
            .any(|pair| matches!(pair, b".." | b".-" | b"-."))
        && !is_ipv4(value)
}

/// Four numbers of one to three digits without leading zeros, joined by dots. Numbers over 255 count too: what looks
/// like an address to a person must not be taken for a name.
pub(super) fn is_ipv4(host: &str) -> bool {
    let number = |part: &str| {
        matches!(part.len(), 1..=3)
            && part.bytes().all(|byte| byte.is_ascii_digit())
            && (part.len() == 1 || !part.starts_with('0'))
    };
    host.split('.').count() == 4 && host.split('.').all(number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn labels() {
        for label in ["a", "us-east-1", "3aws4", "UPPER", "a-", &"x".repeat(63)] {
            assert!(is_valid_host_label(label, false), "{label}");
            assert!(is_valid_host_label(label, true), "{label}");
        }
        for label in [
            "",
            "-a",
            "a_b",
            "a b",
            "a/b",
            "b\u{fc}cher",
            &"x".repeat(64),
            "a..b",
            ".a",
            "a.",
            "a.-b",
        ] {
            assert!(!is_valid_host_label(label, false), "{label}");
            assert!(!is_valid_host_label(label, true), "{label}");
        }
    }

    #[test]
    fn dots_only_with_subdomains() {
        assert!(is_valid_host_label("a.b-c.d", true));
        assert!(!is_valid_host_label("a.b-c.d", false));
        let long = format!("{0}.{0}", "x".repeat(63));
        assert!(
            is_valid_host_label(&long, true),
            "the limit is that of each label"
        );
    }

    #[test]
    fn buckets() {
        for name in ["abc", "a-b", "a--b", "1ab", "my-bucket-2", &"x".repeat(63)] {
            assert!(is_virtual_hostable_s3_bucket(name, false), "{name}");
            assert!(is_virtual_hostable_s3_bucket(name, true), "{name}");
        }
        for name in [
            "",
            "ab",
            "Abc",
            "aBc",
            "-ab",
            "ab-",
            "a_b",
            ".ab",
            "ab.",
            "a..b",
            "a.-b",
            "a-.b",
            &"x".repeat(64),
        ] {
            assert!(!is_virtual_hostable_s3_bucket(name, false), "{name}");
            assert!(!is_virtual_hostable_s3_bucket(name, true), "{name}");
        }
        assert!(is_virtual_hostable_s3_bucket("a.b.c", true));
        assert!(!is_virtual_hostable_s3_bucket("a.b.c", false));
        assert!(!is_virtual_hostable_s3_bucket("192.168.5.4", true));
        assert!(is_virtual_hostable_s3_bucket("192.168.5.4.5", true));
    }

    #[test]
    fn addresses() {
        for host in ["127.0.0.1", "0.0.0.0", "999.999.999.999"] {
            assert!(is_ipv4(host), "{host}");
        }
        for host in [
            "1.2.3",
            "1.2.3.4.5",
            "1.2.3.",
            "01.2.3.4",
            "1.2.3.a",
            "1.2.3.1234",
            "123.com",
        ] {
            assert!(!is_ipv4(host), "{host}");
        }
    }

    proptest! {
        #[test]
        fn no_text_panics(text in any::<String>(), dots in any::<bool>()) {
            is_valid_host_label(&text, dots);
            is_virtual_hostable_s3_bucket(&text, dots);
        }
    }
}
