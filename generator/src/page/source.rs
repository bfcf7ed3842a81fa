//! Bytes of a page to text, and what is made equal before anything reads it.

use crate::diagnostic::{Code, Diagnostic, Span};
use camino::Utf8Path;
use std::borrow::Cow;

/// Larger pages are refused. Real pages stay below a hundredth of it.
pub const MAX_PAGE_BYTES: usize = 8 << 20;

/// The text of a page, or why it is refused.
pub fn decode<'a>(path: &Utf8Path, bytes: &'a [u8]) -> Result<&'a str, Diagnostic> {
    if bytes.len() > MAX_PAGE_BYTES {
        let message = format!("the page has more than {MAX_PAGE_BYTES} bytes");
        return Err(
            Diagnostic::new(Code::PageTooLarge, path, Span::default(), message)
                .done("the page was left out")
                .help("split the page, or move large samples out of it"),
        );
    }
    std::str::from_utf8(bytes).map_err(|error| {
        let utf16 = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
        let at = u32::try_from(error.valid_up_to()).unwrap_or(u32::MAX);
        let byte = bytes.get(error.valid_up_to()).copied().unwrap_or_default();
        let span = Span {
            start: at,
            end: at.saturating_add(1),
        };
        let message = match utf16 {
            true => "the page is UTF-16".to_owned(),
            false => format!("byte {byte:#04x} at offset {at} is not UTF-8"),
        };
        Diagnostic::new(Code::NotUtf8, path, span, message)
            .done("the page was left out")
            .help("save the page as UTF-8")
    })
}

/// Makes unusual spaces and a byte order mark plain spaces, byte for byte, so that every place stays what it is on disk.
pub fn normalise(text: &str) -> Cow<'_, str> {
    let unusual = |c: char| matches!(c, '\u{a0}' | '\u{202f}' | '\u{200b}' | '\u{feff}');
    if text.is_ascii() || !text.contains(unusual) {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        if unusual(c) {
            plain.extend(std::iter::repeat_n(' ', c.len_utf8()));
        } else {
            plain.push(c);
        }
    }
    Cow::Owned(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_that_are_not_utf8_are_refused_with_their_place() {
        let refused = decode(Utf8Path::new("api/x.md"), b"# T\xffitle").unwrap_err();
        assert_eq!(refused.code, Code::NotUtf8);
        assert_eq!(refused.span, Span { start: 3, end: 4 });
        assert_eq!(refused.message, "byte 0xff at offset 3 is not UTF-8");
        let refused = decode(Utf8Path::new("api/x.md"), b"\xff\xfe#\0 \0T\0").unwrap_err();
        assert_eq!(
            (refused.code, &*refused.message),
            (Code::NotUtf8, "the page is UTF-16")
        );
    }

    #[test]
    fn a_page_of_50_megabytes_is_refused() {
        let refused = decode(Utf8Path::new("api/x.md"), &vec![b'a'; 50_000_000]).unwrap_err();
        assert_eq!(refused.code, Code::PageTooLarge);
    }

    #[test]
    fn unusual_spaces_become_as_many_plain_ones() {
        let text = "\u{feff}a\u{a0}b\u{202f}c é";
        let plain = normalise(text);
        assert_eq!(plain, "   a  b   c é");
        assert_eq!(plain.len(), text.len());
    }
}
