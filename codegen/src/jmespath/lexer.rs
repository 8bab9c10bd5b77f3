//! In: text. Out: tokens with their places. Rules: JMESPath specification, "Grammar".

use super::Error;

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    Identifier(String),
    Literal(serde_json::Value),
    Number(i64),
    /// Punctuation and operators, the longest that fits.
    Symbol(&'static str),
    End,
}

const SYMBOLS: [&str; 25] = [
    "[?", "[]", "||", "&&", "==", "!=", "<=", ">=", "<", ">", "!", "|", "&", "@", "*", ".", ",",
    ":", "(", ")", "[", "]", "{", "}", "-",
];

/// All tokens, an [`Token::End`] last.
pub(super) fn lex(text: &str) -> Result<Vec<(Token, usize)>, Error> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        let (token, length) = match c {
            ' ' | '\t' | '\n' | '\r' => {
                at += 1;
                continue;
            }
            'a'..='z' | 'A'..='Z' | '_' => {
                let end = rest
                    .find(|c: char| !c.is_ascii_alphanumeric() && c != '_')
                    .unwrap_or(rest.len());
                (Token::Identifier(rest[..end].to_owned()), end)
            }
            '0'..='9' => number(rest, at)?,
            '-' if rest[1..].starts_with(|c: char| c.is_ascii_digit()) => number(rest, at)?,
            '"' => {
                let length = quoted(rest, '"', at)?;
                let name: String = serde_json::from_str(&rest[..length]).map_err(|err| Error {
                    offset: at,
                    message: format!("a quoted name is broken: {err}"),
                })?;
                (Token::Identifier(name), length)
            }
            '\'' => {
                let length = quoted(rest, '\'', at)?;
                let value = rest[1..length - 1]
                    .replace("\\'", "'")
                    .replace("\\\\", "\\");
                (Token::Literal(value.into()), length)
            }
            '`' => {
                let length = quoted(rest, '`', at)?;
                (
                    Token::Literal(json(&rest[1..length - 1].replace("\\`", "`"))),
                    length,
                )
            }
            _ => match SYMBOLS.iter().find(|symbol| rest.starts_with(**symbol)) {
                Some(symbol) => (Token::Symbol(symbol), symbol.len()),
                None => {
                    return Err(Error {
                        offset: at,
                        message: format!("`{c}` means nothing here"),
                    });
                }
            },
        };
        tokens.push((token, at));
        at += length;
    }
    tokens.push((Token::End, at));
    Ok(tokens)
}

fn number(rest: &str, offset: usize) -> Result<(Token, usize), Error> {
    let digits = rest[1..]
        .find(|c: char| !c.is_ascii_digit())
        .map_or(rest.len(), |end| end + 1);
    match rest[..digits].parse() {
        Ok(number) => Ok((Token::Number(number), digits)),
        Err(_) => Err(Error {
            offset,
            message: "a number is out of range".to_owned(),
        }),
    }
}

/// The length of a quoted text, quotes included. A backslash keeps the quote behind it from ending it.
fn quoted(rest: &str, quote: char, offset: usize) -> Result<usize, Error> {
    let mut escaped = false;
    for (i, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == quote => return Ok(i + 1),
            _ => {}
        }
    }
    Err(Error {
        offset,
        message: format!("the `{quote}` that ends this is missing"),
    })
}

/// The value of a literal in backticks. Text that is no JSON is a string, as older implementations have it.
fn json(text: &str) -> serde_json::Value {
    serde_json::from_str(text).unwrap_or_else(|_| text.trim_start().into())
}
