//! In: names of a model. Out: the Rust names that users of the official crates know them by.
//!
//! Two case conversions exist because published crates use two: members of structures, modules and methods split words
//! with care for acronyms and digits ([`snake_case`]); types and variants go through a coarser split ([`pascal_case`]), so
//! that `MCPServerOAuth3LOConfig` is `McpServerOAuth3LoConfig` as a type. `heck` agrees with neither on acronyms and
//! digits, and the names are a compatibility contract, hence our own.

/// Words that are one word whatever their case and digits.
const WHOLE_WORDS: [&str; 7] = ["ipv4", "ipv6", "sigv4", "mib", "gib", "kib", "ttl"];

/// Splits a name into words: at anything that is no letter or digit, between a lower-case letter or digit and an upper-case
/// letter (`fooBar`, `foo2Bar`), before the last capital of an acronym that starts a word (`DBProxy`: `DB`, `Proxy`), and, in
/// names without any capital, behind digits (`s3key`: `s3`, `key`).
fn words(name: &str) -> Vec<String> {
    let chars: Vec<char> = name.chars().collect();
    let all_lower = !chars.iter().any(|c| c.is_uppercase());
    let mut words: Vec<String> = Vec::new();
    let mut word = String::new();
    // Becomes false for the rest of a word as soon as the word cannot be the beginning of a whole word any more.
    let mut may_be_whole = true;
    for (i, &c) in chars.iter().enumerate() {
        if !c.is_alphanumeric() {
            if !word.is_empty() {
                words.push(std::mem::take(&mut word));
            }
            may_be_whole = true;
            continue;
        }
        let Some(last) = word.chars().last() else {
            word.push(c);
            continue;
        };
        let lower_then_upper = c.is_uppercase() && (last.is_lowercase() || last.is_ascii_digit());
        let digit_then_lower = all_lower && last.is_ascii_digit() && c.is_lowercase();
        let boundary = if lower_then_upper || digit_then_lower {
            may_be_whole = may_be_whole && in_whole_word(&word, &chars[i..]);
            !may_be_whole || ends_acronym(last, &chars[i..])
        } else {
            ends_acronym(last, &chars[i..])
        };
        if boundary {
            words.push(std::mem::take(&mut word));
            may_be_whole = true;
        }
        word.push(c);
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

/// Whether `word` followed by `rest` spells one of [`WHOLE_WORDS`] that `word` alone does not.
fn in_whole_word(word: &str, rest: &[char]) -> bool {
    WHOLE_WORDS.iter().any(|whole| {
        let text = word.chars().chain(rest.iter().copied());
        let mut text = text.flat_map(char::to_lowercase);
        word.len() < whole.len() && whole.chars().all(|c| text.next() == Some(c))
    })
}

/// Whether an acronym that ends with `last` ends before `rest`: `DB` before `Proxy`, but not `AC` before `Ls`, nor
/// `DynamoD` before `Bv2`.
fn ends_acronym(last: char, rest: &[char]) -> bool {
    let [first, next, ..] = rest else {
        return false;
    };
    let lower_behind = rest.get(2).is_some_and(|c| c.is_lowercase());
    let digit_behind = rest.get(2).is_some_and(char::is_ascii_digit);
    let is_plural = *next == 's' && !lower_behind;
    let is_version = *next == 'v' && digit_behind;
    last.is_uppercase() && first.is_uppercase() && next.is_lowercase() && !is_plural && !is_version
}

/// `oAuth3LO` → `o_auth3_lo`. Not escaped: see [`member`] and [`module`].
pub fn snake_case(name: &str) -> String {
    words(name)
        .iter()
        .map(|w| w.to_lowercase())
        .collect::<Vec<_>>()
        .join("_")
}

/// `MCPServerOAuth3LOConfig` → `McpServerOAuth3LoConfig`, `BASE_SEPOLIA` → `BaseSepolia`, `apiKey` → `ApiKey`.
pub fn pascal_case(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for word in coarse_words(name) {
        let mut chars = word.chars();
        if let Some(first) = chars.next() {
            out.extend(first.to_uppercase());
            out.extend(chars.flat_map(char::to_lowercase));
        }
    }
    out
}

/// Splits at `_`, `-` and white space; between a lower-case letter or digit and a capital; and before the last of several
/// capitals when a lower-case letter follows it.
fn coarse_words(name: &str) -> Vec<String> {
    let chars: Vec<char> = name.chars().collect();
    let mut words = vec![String::new()];
    for (i, &c) in chars.iter().enumerate() {
        if matches!(c, '_' | '-') || c.is_whitespace() {
            words.push(String::new());
            continue;
        }
        let previous = i.checked_sub(1).map(|p| chars[p]);
        let next_is_lower = chars.get(i + 1).is_some_and(|n| n.is_ascii_lowercase());
        let boundary = c.is_ascii_uppercase()
            && previous.is_some_and(|p| {
                p.is_ascii_lowercase()
                    || p.is_ascii_digit()
                    || (p.is_ascii_uppercase() && next_is_lower)
            });
        if boundary {
            words.push(String::new());
        }
        words.last_mut().expect("never empty").push(c);
    }
    words.retain(|w| !w.is_empty());
    words
}

/// Keywords of all editions, strict and reserved.
const KEYWORDS: [&str; 52] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate",
    "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl",
    "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref",
    "return", "self", "Self", "static", "struct", "super", "trait", "true", "try", "type",
    "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

pub fn is_keyword(name: &str) -> bool {
    KEYWORDS.contains(&name)
}

/// A name as an identifier of Rust: keywords raw, and those that cannot be raw with an underscore; a leading digit gets an
/// underscore before it.
pub(super) fn identifier(name: String) -> String {
    if name.is_empty() {
        return "_empty".to_owned();
    }
    if name.starts_with(|c: char| c.is_ascii_digit()) {
        return format!("_{name}");
    }
    match &*name {
        "crate" | "super" | "self" => format!("{name}_"),
        "Self" => "SelfValue".to_owned(),
        _ if is_keyword(&name) => format!("r#{name}"),
        _ => name,
    }
}

/// The field of a structure for a member: escaped where a generated method of the same name would be in its way.
pub fn member(member: &str) -> String {
    let name = snake_case(member);
    match &*name {
        "build" | "builder" | "default" | "send" | "make_operation" | "presigned" | "customize"
        | "meta" => {
            format!("{name}_value")
        }
        _ => identifier(name),
    }
}

/// A type for a shape.
pub fn type_name(shape: &str) -> String {
    identifier(pascal_case(shape))
}

/// Names that generated modules use without a path: a type of that name is defined under another one and renamed where it
/// becomes public, so that it hides nothing in its own module.
const USED_WITHOUT_PATH: [&str; 34] = [
    "Answer",
    "AsRef",
    "Box",
    "Clone",
    "Debug",
    "Default",
    "Deserialize",
    "Display",
    "Err",
    "Error",
    "Flags",
    "Fn",
    "FnMut",
    "From",
    "Into",
    "None",
    "Ok",
    "Operation",
    "Option",
    "PaginationStream",
    "PartialEq",
    "ReadError",
    "Reader",
    "RequestBuilder",
    "Result",
    "SdkBody",
    "Send",
    "Some",
    "String",
    "Sync",
    "Table",
    "Unknown",
    "Vec",
    "Writer",
];

/// The name under which a type is defined in its own module.
pub fn definition(type_name: &str) -> String {
    if USED_WITHOUT_PATH.contains(&type_name) {
        format!("{type_name}Shape")
    } else {
        type_name.to_owned()
    }
}

/// A variant of an enum or union.
pub fn variant(member: &str) -> String {
    let name = pascal_case(member);
    match &*name {
        "Unknown" => "UnknownValue".to_owned(),
        "UnknownValue" => "UnknownValue_".to_owned(),
        _ => identifier(name),
    }
}

/// A module for an operation: keywords get an underscore behind them.
pub fn module(name: &str) -> String {
    let name = snake_case(name);
    if is_keyword(&name) {
        format!("{name}_")
    } else {
        identifier(name)
    }
}

/// A method for an operation. Of a client at hand, those of the prelude that take `self` would be called instead.
pub fn method(name: &str) -> String {
    let name = snake_case(name);
    match &*name {
        "into" | "try_into" => format!("{name}_"),
        _ => identifier(name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_split_at_acronyms_and_digits() {
        for (name, snake) in [
            ("oAuth3LO", "o_auth3_lo"),
            ("opsSRETarget", "ops_sre_target"),
            ("exchangeUrl", "exchange_url"),
            ("DBProxy", "db_proxy"),
            ("ACLs", "acls"),
            ("IAMUser", "iam_user"),
            ("s3key", "s3_key"),
            ("S3Key", "s3_key"),
            ("SigV4", "sigv4"),
            ("MCPServerSigV4Details", "mcp_server_sigv4_details"),
            ("IPv4Address", "ipv4_address"),
            ("sizeInMiB", "size_in_mib"),
            ("DynamoDBv2Action", "dynamo_dbv2_action"),
            ("already_snake", "already_snake"),
            ("kebab-case", "kebab_case"),
            ("topP", "top_p"),
            ("x", "x"),
        ] {
            assert_eq!(snake_case(name), snake, "{name}");
        }
    }

    #[test]
    fn types_split_coarsely() {
        for (name, pascal) in [
            ("MCPServerOAuth3LOConfig", "McpServerOAuth3LoConfig"),
            ("BASE_SEPOLIA", "BaseSepolia"),
            ("apiKey", "ApiKey"),
            ("oAuth2", "OAuth2"),
            ("CRYPTO_X402", "CryptoX402"),
            ("mcpserversigv4", "Mcpserversigv4"),
            ("OAUTH_3LO", "Oauth3Lo"),
            ("AzureDevOps", "AzureDevOps"),
        ] {
            assert_eq!(pascal_case(name), pascal, "{name}");
        }
    }

    #[test]
    fn names_in_the_way_of_rust_are_escaped() {
        assert_eq!(member("type"), "r#type");
        assert_eq!(member("self"), "self_");
        assert_eq!(member("build"), "build_value");
        assert_eq!(member("gen"), "r#gen");
        assert_eq!(type_name("self"), "SelfValue");
        assert_eq!(variant("unknown"), "UnknownValue");
        assert_eq!(module("Await"), "await_");
        assert_eq!(method("Into"), "into_");
        assert_eq!(member("2fa"), "_2_fa");
    }

    /// The names that existing programs use; the tables are not part of this repository.
    #[test]
    fn names_are_those_of_the_official_crates() {
        for table in ["devops-agent", "agentcore-payments"] {
            let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/facts");
            let Ok(text) = std::fs::read_to_string(format!("{root}/rust-names-{table}.tsv")) else {
                eprintln!("skipped: ../shared/facts is not here");
                return;
            };
            let mut checked = 0;
            for line in text.lines().skip(1) {
                let [shape, member_name, rust] = line.split('\t').collect::<Vec<_>>()[..] else {
                    panic!("{line}")
                };
                let is_input_or_output = rust.ends_with("Input") || rust.ends_with("Output");
                if member_name.is_empty() && is_input_or_output {
                    continue;
                }
                let ours = match member_name {
                    "" => type_name(shape),
                    m if rust.starts_with(char::is_uppercase) => variant(m),
                    m => member(m),
                };
                assert_eq!(
                    ours.trim_start_matches("r#"),
                    rust.trim_start_matches("r#"),
                    "{line}"
                );
                checked += 1;
            }
            assert!(checked > 300, "{checked}");
        }
    }
}
