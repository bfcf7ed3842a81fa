//! The header `Link` (RFC 8288).

use http::HeaderMap;
use http::header::LINK;

/// Where the link with this relation leads, as the header has it.
pub(crate) fn target(headers: &HeaderMap, relation: &str) -> Option<String> {
    let values = headers.get_all(LINK).iter();
    values
        .filter_map(|value| value.to_str().ok())
        .find_map(|value| {
            let mut rest = value;
            while let Some((target, relations)) = link(&mut rest) {
                let mut names = relations.split_ascii_whitespace();
                if names.any(|name| name.eq_ignore_ascii_case(relation)) {
                    return Some(target.to_owned());
                }
            }
            None
        })
}

/// The next link of a value, and its relations: none if it is the link of something else than the answer. `rest` is what follows.
fn link<'v>(rest: &mut &'v str) -> Option<(&'v str, String)> {
    let (target, after) = rest.split_once('<')?.1.split_once('>')?;
    *rest = after;
    let mut relations = None;
    let mut elsewhere = false;
    loop {
        *rest = rest.trim_start();
        let Some(parameter) = rest.strip_prefix(';') else {
            break;
        };
        let (name, value) = self::parameter(parameter.trim_start(), rest);
        if name.eq_ignore_ascii_case("rel") {
            // Of several, the first counts.
            relations.get_or_insert(value);
        } else if name.eq_ignore_ascii_case("anchor") {
            elsewhere = true;
        }
    }
    let relations = relations.filter(|_| !elsewhere);
    Some((target, relations.unwrap_or_default()))
}

/// A parameter and its value, which may be in quotes. `rest` is what follows.
fn parameter<'v>(text: &'v str, rest: &mut &'v str) -> (&'v str, String) {
    let end = text.find(['=', ';', ',']).unwrap_or(text.len());
    let (name, after) = text.split_at(end);
    let Some(value) = after.strip_prefix('=').map(str::trim_start) else {
        *rest = after;
        return (name.trim_end(), String::new());
    };
    let Some(quoted) = value.strip_prefix('"') else {
        let end = value.find([';', ',']).unwrap_or(value.len());
        let (value, after) = value.split_at(end);
        *rest = after;
        return (name.trim_end(), value.trim_end().to_owned());
    };
    let mut said = String::new();
    let mut characters = quoted.chars();
    while let Some(character) = characters.next() {
        match character {
            '"' => break,
            '\\' => said.extend(characters.next()),
            other => said.push(other),
        }
    }
    *rest = characters.as_str();
    (name.trim_end(), said)
}

#[cfg(test)]
mod tests {
    use super::target;
    use http::HeaderMap;
    use http::header::LINK;

    fn next(values: &[&'static str]) -> Option<String> {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append(LINK, value.parse().unwrap());
        }
        target(&headers, "next")
    }

    #[test]
    fn the_next_page_is_found_among_other_links() {
        for (values, expected) in [
            (
                &[r#"<https://h/a?page=2>; rel="next""#][..],
                Some("https://h/a?page=2"),
            ),
            (
                &[r"<https://h/1>; rel=first, <https://h/2>;rel=next"],
                Some("https://h/2"),
            ),
            (
                &[
                    r#"<https://h/1>; rel="prev"; title="a, \"b\"; <c>", <https://h/2> ; REL = "last NEXT""#,
                ],
                Some("https://h/2"),
            ),
            (
                &["<https://h/1>; rel=prev", "<?page=2>; rel=next"],
                Some("?page=2"),
            ),
            (
                &[r#"<https://h/a,b;c>; type="x"; rel="next""#],
                Some("https://h/a,b;c"),
            ),
            (&[r#"<https://h/1>; rel="prev"; rel="next""#], None),
            (&[r#"<https://h/1>; rel="next"; anchor="/other""#], None),
            (&[r#"<https://h/1>; title="rel=next""#], None),
            (&["https://h/1; rel=next"], None),
            (&["<https://h/1; rel=next", "<>; ;;=,\"<", ""], None),
            (&[], None),
        ] {
            assert_eq!(next(values).as_deref(), expected, "{values:?}");
        }
    }
}
