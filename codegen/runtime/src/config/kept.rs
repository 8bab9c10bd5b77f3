//! Header values that are sent again and again: in, the text of one; out, the same text, kept for as long as the process runs, so that
//! it need not be copied for each request.

use std::borrow::Cow;
use std::sync::Mutex;

/// Processes have a handful. Beyond this many, or where somebody else is looking, texts are copied as usual.
const MOST: usize = 64;

/// Keeps a text that is a header's value already.
pub(super) fn keep(text: String) -> Cow<'static, str> {
    static KEPT: Mutex<Vec<&str>> = Mutex::new(Vec::new());
    let Ok(mut kept) = KEPT.try_lock() else {
        return text.into();
    };
    if let Some(known) = kept.iter().find(|known| **known == text) {
        return Cow::Borrowed(known);
    }
    // Headers take other text if it is a `String`, but panic at a static one.
    if !text.is_ascii() || kept.len() == MOST {
        return text.into();
    }
    let text = text.leak();
    kept.push(text);
    Cow::Borrowed(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn so_many_texts_are_kept_once() {
        let keep = |number: usize| keep(format!("test {number}"));
        let is_kept = |text: &Cow<'_, str>| matches!(text, Cow::Borrowed(_));
        let first = keep(0);
        for number in 0..2 * MOST {
            assert_eq!(keep(number), format!("test {number}"));
        }
        assert!(!is_kept(&keep(2 * MOST)));
        // Others may have filled it before.
        assert!(!is_kept(&first) || std::ptr::eq(&*keep(0), &*first));
        assert!(!is_kept(&super::keep("é".to_owned())));
    }
}
