//! Text of a page to text that is safe in a doc comment, in a note or in a literal.
//!
//! Page text is not trusted: it must not become code, a doctest, a link of rustdoc or HTML. The Markdown is read and only
//! words, `code` and absolute links are written again; everything with a meaning in Markdown is escaped.

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};
use std::borrow::Cow;

/// Longest text taken from one description, in bytes.
const MAX: usize = 4_000;

/// `code` span of a word of the page, whatever it holds.
pub fn code(text: &str) -> String {
    let text = visible(text);
    let text = text.trim();
    if text.is_empty() {
        String::new()
    } else if !text.contains('`') {
        format!("`{text}`")
    } else {
        escape(text)
    }
}

/// Page Markdown to one paragraph of harmless Markdown.
pub fn plain(markdown: &str) -> String {
    let markdown = bounded(markdown);
    if is_simple(markdown) {
        return markdown
            .split_ascii_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
    }
    let mut out = String::with_capacity(markdown.len() + 16);
    let mut link = None;
    let mut skip = 0_u32;
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES) {
        match event {
            Event::Text(text) if skip == 0 => out.push_str(&escape(&text)),
            Event::Code(text) if skip == 0 => out.push_str(&code(&text)),
            Event::SoftBreak | Event::HardBreak => out.push(' '),
            Event::Start(Tag::Link { dest_url, .. }) => {
                link = is_web(&dest_url).then_some((out.len(), dest_url));
            }
            Event::End(TagEnd::Link) => {
                if let Some((start, url)) = link.take() {
                    let text = out.split_off(start);
                    if text.trim().is_empty() {
                        out.push_str(&format!("<{url}>"));
                    } else {
                        out.push_str(&format!("[{text}]({url})"));
                    }
                }
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(_) | CodeBlockKind::Indented)) => {
                skip += 1
            }
            Event::End(TagEnd::CodeBlock) => skip = skip.saturating_sub(1),
            Event::Start(Tag::Item)
            | Event::End(
                TagEnd::Paragraph | TagEnd::Item | TagEnd::TableCell | TagEnd::Heading(_),
            ) if !out.ends_with(' ') => out.push(' '),
            Event::InlineHtml(html) | Event::Html(html) if skip == 0 => match is_markup(&html) {
                true => out.push(' '),
                false => out.push_str(&escape(&html)),
            },
            _ => {}
        }
    }
    out.split_ascii_whitespace().collect::<Vec<_>>().join(" ")
}

/// Page Markdown to a sentence for `#[deprecated]`, which compilers print as it is: nothing is escaped, and no address is left.
pub fn note(markdown: &str) -> String {
    let mut out = String::new();
    let mut skip = 0_u32;
    for event in Parser::new_ext(bounded(markdown), Options::ENABLE_TABLES) {
        match event {
            Event::Text(text) if skip == 0 => out.push_str(&visible(&text)),
            Event::Code(text) if skip == 0 => out.push_str(&code(&text)),
            Event::Start(Tag::CodeBlock(_)) => skip += 1,
            Event::End(TagEnd::CodeBlock) => skip = skip.saturating_sub(1),
            Event::InlineHtml(html) | Event::Html(html) if skip == 0 && !is_markup(&html) => {
                out.push_str(&visible(&html));
            }
            Event::SoftBreak
            | Event::HardBreak
            | Event::InlineHtml(_)
            | Event::Html(_)
            | Event::Start(Tag::Item)
            | Event::End(
                TagEnd::Paragraph | TagEnd::Item | TagEnd::TableCell | TagEnd::Heading(_),
            ) => out.push(' '),
            _ => {}
        }
    }
    // rustdoc would look for an item of the name in brackets.
    let out = out.replace('[', "(").replace(']', ")");
    out.split_ascii_whitespace().collect::<Vec<_>>().join(" ")
}

/// As much of a description as is taken.
fn bounded(markdown: &str) -> &str {
    let mut end = markdown.len().min(MAX);
    while !markdown.is_char_boundary(end) {
        end -= 1;
    }
    markdown.get(..end).unwrap_or_default()
}

/// Plain words and `code` need no parser.
fn is_simple(text: &str) -> bool {
    let mut ticks = 0_u32;
    for byte in text.bytes() {
        match byte {
            b'`' => ticks += 1,
            b'[' | b']' | b'<' | b'>' | b'*' | b'_' | b'\\' | b'&' | b'~' | b'|' | b'#' | b'!' => {
                return false;
            }
            _ if !(b' '..=b'~').contains(&byte) => return false,
            _ => {}
        }
    }
    ticks.is_multiple_of(2)
        && !text.contains("``")
        && !text.contains("://")
        && !text.contains("www.")
        && !text.contains('@')
}

/// Whether a tag only shapes text, such as `<br/>`; others, such as `<token>`, are words of the page.
fn is_markup(html: &str) -> bool {
    const TAGS: &[&str] = &[
        "a", "b", "br", "code", "div", "em", "font", "i", "img", "li", "ol", "p", "pre", "span",
        "strong", "sub", "sup", "table", "tbody", "td", "th", "thead", "tr", "u", "ul",
    ];
    let name = html.trim_start_matches(['<', '/']);
    let name = name
        .split(|c: char| !c.is_ascii_alphanumeric())
        .next()
        .unwrap_or_default();
    html.starts_with("<!--") || TAGS.contains(&&*name.to_ascii_lowercase())
}

/// An address that may be linked as it is.
fn is_web(url: &str) -> bool {
    (url.starts_with("https://") || url.starts_with("http://"))
        && url.bytes().all(|b| {
            b.is_ascii_graphic()
                && !matches!(
                    b,
                    b'<' | b'>' | b'(' | b')' | b'[' | b']' | b'`' | b'\\' | b'"'
                )
        })
}

/// Words that mean nothing to Markdown, HTML or rustdoc.
pub fn escape(text: &str) -> String {
    let text = visible(text);
    let mut out = String::with_capacity(text.len());
    let mut previous = ' ';
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '`' | '[' | ']' | '*' | '\\' | '~' | '|' => {
                out.push('\\');
                out.push(c);
            }
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '_' if !previous.is_alphanumeric()
                || !rest.peek().is_some_and(|next| next.is_alphanumeric()) =>
            {
                out.push_str("\\_")
            }
            // A bare address would be a warning of rustdoc.
            '/' if previous == ':' && rest.peek() == Some(&'/') => out.push_str("\\/"),
            _ => out.push(c),
        }
        previous = c;
    }
    out
}

/// Whether a character has no width, or turns the direction of the text behind it.
pub fn is_hidden(c: char) -> bool {
    matches!(
        c,
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}'
    )
}

/// Without control characters and without those that turn the direction of text.
pub fn visible(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~' | b'\n')) {
        return Cow::Borrowed(text);
    }
    text.chars()
        .filter_map(|c| match c {
            '\t' | '\u{a0}' => Some(' '),
            c if is_hidden(c) => None,
            c if c.is_control() => (c == '\n').then_some(c),
            c => Some(c),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_text_stays_text() {
        for (page, doc) in [
            (
                "A [post](post.md) of the **thread**.",
                "A post of the thread.",
            ),
            (
                "See [RFC](https://www.rfc-editor.org/rfc/rfc3339).",
                "See [RFC](https://www.rfc-editor.org/rfc/rfc3339).",
            ),
            ("Use `$select`.", "Use `$select`."),
            (
                "Vec<u8> & <script>x</script>",
                "Vec&lt;u8&gt; &amp; &lt;script&gt;x&lt;/script&gt;",
            ),
            ("a < b, [x] and x[0]", "a &lt; b, \\[x\\] and x\\[0\\]"),
            (
                "End */ of #[derive] \"it\"",
                "End \\*/ of #\\[derive\\] \"it\"",
            ),
            ("https://example.com/x", "https:\\//example.com/x"),
            ("one<br>two", "one two"),
            ("snake_case and _x_", "snake_case and x"),
        ] {
            assert_eq!(plain(page), doc, "{page}");
        }
    }

    #[test]
    fn a_note_is_a_plain_sentence() {
        for (page, said) in [
            (
                "This API is **deprecated**. Use the [other: get](../api/other-get.md) API.",
                "This API is deprecated. Use the other: get API.",
            ),
            ("Use `a` > `b` & <token> [x]", "Use `a` > `b` & <token> (x)"),
            ("one<br>two\n\nthree", "one two three"),
        ] {
            assert_eq!(note(page), said, "{page}");
        }
    }

    #[test]
    fn a_fenced_block_is_left_out() {
        assert_eq!(
            plain("Before.\n\n```rust\nfn main() {}\n```\n\nAfter."),
            "Before. After."
        );
    }
}
