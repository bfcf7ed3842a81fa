//! Texts that may be shown: without secrets, and without characters that act on a terminal.

use std::fmt::{self, Write as _};

/// What stands in the place of a secret.
const HIDDEN: char = '…';

/// How many characters of a link are shown.
const SHOWN: usize = 300;

/// A link without its user, and without the values in its query and of its tokens: who knows those may be let in.
pub(crate) fn link(link: &str) -> String {
    let link = link.split('#').next().unwrap_or_default();
    let (place, query) = match link.split_once('?') {
        Some((place, query)) => (place, Some(query)),
        None => (link, None),
    };
    let mut shown = without_secrets(&without_user(place));
    if let Some(query) = query {
        let names = query.split('&').map(|option| match option.split_once('=') {
            Some((name, _)) => format!("{name}={HIDDEN}"),
            None => HIDDEN.to_string(),
        });
        shown.push('?');
        shown.push_str(&names.collect::<Vec<_>>().join("&"));
    }
    if let Some((end, _)) = shown.char_indices().nth(SHOWN) {
        shown.truncate(end);
        shown.push(HIDDEN);
    }
    Escaped(&shown).to_string()
}

fn without_user(place: &str) -> String {
    let Some((scheme, rest)) = place.split_once("://") else {
        return place.to_owned();
    };
    let end = rest.find(['/', '\\']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at(end);
    let host = authority.rsplit('@').next().unwrap_or_default();
    format!("{scheme}://{host}{path}")
}

/// Scheme and host of a link, whose path lets everyone in who knows it.
pub(crate) fn origin(link: &str) -> String {
    let place = link.split(['?', '#']).next().unwrap_or_default();
    let shown = without_user(place);
    let Some((scheme, rest)) = shown.split_once("://") else {
        return HIDDEN.to_string();
    };
    let host = rest.split(['/', '\\']).next().unwrap_or_default();
    Escaped(&format!("{scheme}://{host}/{HIDDEN}")).to_string()
}

/// A text of others: its links are shown as [`link`] shows them, what is named like a secret is hidden.
pub(crate) fn text(text: &str) -> String {
    text_with(text, link)
}

/// The same, with no more of links than their hosts.
#[cfg(feature = "client")]
pub(crate) fn hosts(text: &str) -> String {
    text_with(text, origin)
}

fn text_with(text: &str, link: fn(&str) -> String) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("://") {
        let (before, _) = rest.split_at(at);
        let scheme = before
            .rfind(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '+' | '-' | '.'))
            .and_then(|end| Some(end + before.get(end..)?.chars().next()?.len_utf8()))
            .unwrap_or_default();
        let (before, found) = rest.split_at(scheme);
        let in_parentheses = before.ends_with('(');
        let end = found
            .find(|c: char| {
                c.is_whitespace()
                    || matches!(c, '"' | '<' | '>' | '`')
                    || (in_parentheses && c == ')')
            })
            .unwrap_or(found.len());
        let (found, after) = found.split_at(end);
        shown.push_str(&without_secrets(before));
        shown.push_str(&link(found));
        rest = after;
    }
    shown.push_str(&without_secrets(rest));
    Escaped(&shown).to_string()
}

/// Hides what follows `?name=` and `&name=`, the name of a secret or `Bearer`.
fn without_secrets(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['=', ':', ' ']) {
        let (before, found) = rest.split_at(at);
        shown.push_str(before);
        let mut after = found.chars();
        let sign = after.next().unwrap_or(' ');
        shown.push(sign);
        rest = after.as_str();
        if !hides(before, sign) {
            continue;
        }
        let spaces = rest.len() - rest.trim_start_matches(' ').len();
        let (space, value) = rest.split_at(spaces);
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
        let end = match quote {
            Some(quote) => value
                .get(1..)
                .and_then(|inner| inner.find(quote))
                .map_or(value.len(), |end| end + 2),
            None => value
                .find(|c: char| c.is_whitespace() || matches!(c, '&' | '"' | ',' | ';' | ')'))
                .unwrap_or(value.len()),
        };
        if end > 0 {
            shown.push_str(space);
            shown.push(HIDDEN);
            rest = value.get(end..).unwrap_or_default();
        }
    }
    shown.push_str(rest);
    shown
}

/// Whether a secret follows this text and sign.
fn hides(before: &str, sign: char) -> bool {
    let before = before.strip_suffix(['"', '\'']).unwrap_or(before);
    let start = before
        .rfind(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '_' | '-' | '.' | '$'))
        .and_then(|end| Some(end + before.get(end..)?.chars().next()?.len_utf8()))
        .unwrap_or_default();
    let (ahead, name) = before.split_at(start);
    let name = name.to_ascii_lowercase();
    let secret = [
        "secret",
        "password",
        "passwd",
        "assertion",
        "apikey",
        "api_key",
        "api-key",
    ];
    match sign {
        ' ' => name == "bearer",
        _ if secret.iter().any(|secret| name.contains(secret)) => true,
        '=' => {
            let named = ["token", "sig", "signature", "pwd"];
            named.iter().any(|named| name.ends_with(named))
                || (ahead.ends_with(['?', '&']) && !name.is_empty())
        }
        _ => name.ends_with("_token"),
    }
}

/// A text whose control characters, and those that turn the direction of writing, are shown as escapes.
pub(crate) struct Escaped<'a>(pub(crate) &'a str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for c in self.0.chars() {
            if acts(c) {
                write!(f, "{}", c.escape_default())?;
            } else {
                f.write_char(c)?;
            }
        }
        Ok(())
    }
}

fn acts(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{61c}'
                | '\u{200b}'
                | '\u{200e}'
                | '\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{feff}'
                | '\u{e0000}'..='\u{e007f}'
        )
}

#[cfg(test)]
mod tests {
    use super::{Escaped, link, origin, text};

    #[test]
    fn links_keep_their_place_and_the_names_in_their_query() {
        for (whole, shown) in [
            (
                "https://h/a?$top=5&sig=x%3D#frag",
                "https://h/a?$top=…&sig=…",
            ),
            ("https://user:secret@h:1/a", "https://h:1/a"),
            (
                "https://h/delta(token='secret')?x",
                "https://h/delta(token=…)?…",
            ),
            ("/a/b?x=secret", "/a/b?x=…"),
            ("https://h/\n\u{202e}", "https://h/\\n\\u{202e}"),
        ] {
            assert_eq!(link(whole), shown);
        }
        assert!(link(&"a".repeat(9_000)).chars().count() < 400);
        assert_eq!(origin("https://me:secret@h:1/up/secret?x"), "https://h:1/…");
        assert_eq!(origin("up/secret"), "…");
    }

    #[test]
    fn texts_lose_their_secrets_and_nothing_else() {
        for (whole, shown) in [
            (
                "error sending request for url (https://h/p?sig=abc): refused (os error 111)",
                "error sending request for url (https://h/p?sig=…): refused (os error 111)",
            ),
            (
                "GET https://a:b@h/x \"http://i/?k=v\" ended",
                "GET https://h/x \"http://i/?k=…\" ended",
            ),
            (
                "POST /oauth?client_id=1&client_secret=2 failed",
                "POST /oauth?client_id=…&client_secret=… failed",
            ),
            (
                "client_secret=abc, and \"password\": \"a b\" too",
                "client_secret=…, and \"password\": … too",
            ),
            ("Authorization: Bearer abc.def", "Authorization: Bearer …"),
            (
                "the code: 5 = five; Invalid client secret provided",
                "the code: 5 = five; Invalid client secret provided",
            ),
            ("token expired: ask again", "token expired: ask again"),
            ("ünïcode ://", "ünïcode ://"),
        ] {
            assert_eq!(text(whole), shown);
        }
    }

    proptest::proptest! {
        #[test]
        fn no_text_makes_showing_fail(pieces in proptest::collection::vec("[a-z=:?&/ @'\"(]{0,4}|://|secret=|token='|Bearer |\\PC", 0..12)) {
            let whole = pieces.concat();
            let shown = [text(&whole), link(&whole), origin(&whole)].concat();
            proptest::prop_assert!(!shown.chars().any(char::is_control));
        }
    }

    #[test]
    fn characters_that_act_are_escaped() {
        let shown = Escaped("a\u{1b}[31m\r\n\u{2066}é👍🏽").to_string();
        assert_eq!(shown, "a\\u{1b}[31m\\r\\n\\u{2066}é👍🏽");
    }
}
