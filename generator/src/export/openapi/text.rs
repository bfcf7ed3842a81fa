//! Markdown of pages as descriptions, which are Markdown too: only links that lead from the page to its neighbours would be dead.

use pulldown_cmark::{Event, Parser, Tag};
use std::ops::Range;

/// `markdown` with the texts of relative links and without relative pictures.
pub(super) fn description(markdown: &str) -> String {
    if !markdown.contains("](") {
        return markdown.trim().to_owned();
    }
    let mut dead: Vec<(Range<usize>, Range<usize>)> = Vec::new();
    let mut open: Option<(Range<usize>, Option<Range<usize>>)> = None;
    for (event, range) in Parser::new(markdown).into_offset_iter() {
        match event {
            Event::Start(Tag::Link { dest_url, .. }) if !is_absolute(&dest_url) => {
                open = Some((range, None));
            }
            Event::Start(Tag::Image { dest_url, .. }) if !is_absolute(&dest_url) => {
                let nothing = range.start..range.start;
                dead.push((range, nothing));
            }
            Event::End(pulldown_cmark::TagEnd::Link) => {
                if let Some((link, text)) = open.take() {
                    let nothing = link.start..link.start;
                    dead.push((link, text.unwrap_or(nothing)));
                }
            }
            _ => {
                if let Some((_, text)) = &mut open {
                    let end = range.end;
                    text.get_or_insert(range).end = end;
                }
            }
        }
    }
    let mut text = String::with_capacity(markdown.len());
    let mut done = 0;
    for (link, words) in dead {
        if link.start < done {
            continue;
        }
        text.push_str(markdown.get(done..link.start).unwrap_or_default());
        text.push_str(markdown.get(words).unwrap_or_default());
        done = link.end;
    }
    text.push_str(markdown.get(done..).unwrap_or_default());
    text.trim().to_owned()
}

/// A description, where there is anything to say.
pub(super) fn optional(markdown: Option<&str>) -> Option<String> {
    markdown.map(description).filter(|text| !text.is_empty())
}

/// A description, and below it why the item is deprecated.
pub(super) fn with_deprecation(
    description: Option<&str>,
    deprecated: Option<&str>,
) -> Option<String> {
    let description = optional(description);
    let deprecated = optional(deprecated).filter(|why| {
        !description
            .as_ref()
            .is_some_and(|text| text.contains(&**why))
    });
    match (description, deprecated) {
        (Some(text), Some(why)) => Some(format!("{text}\n\n{why}")),
        (text, why) => text.or(why),
    }
}

fn is_absolute(url: &str) -> bool {
    ["https://", "http://", "mailto:"].iter().any(|scheme| {
        url.get(..scheme.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_to_other_pages_become_their_text() {
        assert_eq!(
            description(
                "See [a **user**](../resources/user.md), [the web](https://x.y/) and ![a picture](p.png)here."
            ),
            "See a **user**, [the web](https://x.y/) and here."
        );
        assert_eq!(description("[`id`](#id)"), "`id`");
        assert_eq!(description("[](x.md)a"), "a");
    }

    #[test]
    fn other_text_stays() {
        for text in ["a](b", "[a](<b", "x", "`[a](b.md)`", "[a]"] {
            assert_eq!(description(text), text);
        }
    }
}
