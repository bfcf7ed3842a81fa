//! The forms for programs and for pull requests.

use crate::changes::TOLD;
use docbind::diff::{Change, Kind, Verdict, Weight, json, markdown};
use pulldown_cmark::{Event, Options, Parser, Tag};
use serde::Deserialize;
use std::collections::BTreeSet;

/// What a comment on GitHub holds.
const COMMENT: usize = 65_536;

/// The whole layout; every other key is refused, and none may be absent.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    docbind: u32,
    verdict: String,
    changes: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    weight: String,
    kind: String,
    item: String,
    page: String,
    #[serde(deserialize_with = "present")]
    before: Option<String>,
    #[serde(deserialize_with = "present")]
    after: Option<String>,
}

/// Null counts, absence does not.
fn present<'de, D: serde::Deserializer<'de>>(side: D) -> Result<Option<String>, D::Error> {
    Option::deserialize(side)
}

fn document(changes: &[Change]) -> Document {
    let mut text = Vec::new();
    json(changes, &mut text).unwrap();
    serde_json::from_slice(&text).unwrap()
}

fn comment(changes: &[Change]) -> String {
    let mut text = Vec::new();
    markdown(changes, &mut text).unwrap();
    String::from_utf8(text).unwrap()
}

fn capitalised(word: &str) -> String {
    let (first, rest) = word.split_at(1);
    first.to_ascii_uppercase() + rest
}

#[test]
fn json_has_the_documented_layout() {
    let weights = Weight::ALL.map(Weight::text);
    for told in TOLD.iter() {
        let document = document(&told.there);
        assert_eq!(document.docbind, 1);
        assert_eq!(document.verdict, Verdict::on(&told.there).text());
        assert_eq!(document.changes.len(), told.there.len());
        for (row, change) in document.changes.into_iter().zip(&told.there) {
            assert!(weights.contains(&&*row.weight), "{}", row.weight);
            assert_eq!(
                (&row.item, row.page.as_str()),
                (&change.item, change.page.as_str())
            );
            assert_eq!(
                (row.before, row.after),
                (change.before.clone(), change.after.clone())
            );
            let name: String = row.kind.split('_').map(capitalised).collect();
            assert_eq!(name, format!("{:?}", change.kind));
        }
    }
    let nothing = document(&[]);
    assert_eq!((&*nothing.verdict, nothing.changes.len()), ("none", 0));
}

#[test]
fn every_kind_of_change_has_a_case() {
    let changes = TOLD
        .iter()
        .flat_map(|told| told.there.iter().chain(&told.back));
    let seen: BTreeSet<Kind> = changes.map(|change| change.kind).collect();
    let unseen: Vec<Kind> = Kind::ALL
        .iter()
        .copied()
        .filter(|kind| !seen.contains(kind))
        .collect();
    // Cases are changes of one version.
    assert_eq!(unseen, [Kind::VersionAdded, Kind::VersionRemoved]);
}

#[test]
fn json_names_routes_as_written_and_properties_as_on_the_wire() {
    let first = |name: &str| {
        let told = TOLD.iter().find(|told| told.case.name == name).unwrap();
        document(&told.there).changes.swap_remove(0)
    };
    let route = first("route-removed");
    assert_eq!(
        (&*route.kind, &*route.weight),
        ("route_removed", "breaking")
    );
    assert_eq!(route.before.as_deref(), Some("GET /me/notes"));
    assert_eq!(route.after, None);
    let property = first("property-respelled");
    assert_eq!(property.kind, "property_renamed");
    assert_eq!(property.item, "v1_0::models::Note::number");
    assert_eq!(property.before.as_deref(), Some("number: Edm.Int32"));
}

/// A change whose words are all of a page.
fn hostile(text: &str, weight: Weight) -> Change {
    Change {
        weight,
        kind: Kind::RouteRemoved,
        item: text.to_owned(),
        page: text.into(),
        before: Some(text.to_owned()),
        after: None,
    }
}

#[test]
fn no_text_of_a_page_is_markup_in_a_comment() {
    let texts = [
        "`a` ``b`` ```c",
        "` @someone #1 <script>alert(1)</script>",
        "| a | b |\n|--|--|\n| @x | https://example.com |",
        "</summary></details>\n\n# Title\n\n[link](https://example.com) ![image](x.png)",
        "``````\n@someone",
        "\\`@someone\\`",
        " ",
    ];
    for text in texts {
        let changes: Vec<Change> = Weight::ALL
            .into_iter()
            .flat_map(|weight| vec![hostile(text, weight); 30])
            .collect();
        let comment = comment(&changes);
        for event in Parser::new_ext(&comment, Options::all()) {
            match event {
                Event::Text(words) => {
                    assert!(
                        !words.contains(['@', '#', '`']) && !words.contains("http"),
                        "{words}"
                    );
                }
                Event::Html(html) | Event::InlineHtml(html) => {
                    let html = html.trim();
                    let own = html.starts_with("<details><summary>") || html == "</details>";
                    assert!(own && !html.contains("script"), "{html}");
                }
                Event::Start(Tag::Link { .. } | Tag::Image { .. } | Tag::CodeBlock(_)) => {
                    panic!("{text:?} is markup in\n{comment}");
                }
                _ => {}
            }
        }
        assert_eq!(comment.matches("<details>").count(), 4);
        assert_eq!(comment.matches("\n</details>").count(), 4);
    }
}

#[test]
fn a_comment_has_a_table_then_the_heaviest_changes_and_folds_the_rest() {
    let told = |name: &str| TOLD.iter().find(|told| told.case.name == name).unwrap();
    let small = comment(&told("type-added").there);
    assert!(!small.contains("<details>"), "{small}");
    let mut changes = vec![hostile("a", Weight::Breaking); 21];
    changes.extend(vec![hostile("b", Weight::Documentation); 2]);
    let text = comment(&changes);
    let place = |part: &str| {
        text.find(part)
            .unwrap_or_else(|| panic!("no {part:?} in\n{text}"))
    };
    let order = [
        "### Breaking change of the API",
        "| breaking | 21 |",
        "| documentation | 2 |",
        "#### breaking (21)",
        "- `a` route removed: `a` (`a`)",
        "<details><summary>1 more</summary>",
        "#### documentation (2)",
        "<details><summary>2</summary>",
    ];
    assert!(order.map(place).is_sorted(), "{text}");
    assert_eq!(
        comment(&[]),
        "### No API change\n\nWhat is generated stays as it is.\n"
    );
}

#[test]
fn a_comment_is_never_too_long() {
    let long = "`é".repeat(5_000);
    for count in [1, 100, 1_000, 10_000] {
        let changes: Vec<Change> = Weight::ALL
            .into_iter()
            .flat_map(|weight| vec![hostile(&long, weight); count])
            .collect();
        let comment = comment(&changes);
        assert!(comment.len() < COMMENT, "{count}: {}", comment.len());
        assert_eq!(comment.contains("docbind diff"), count > 1);
        assert_eq!(
            comment.matches("<details>").count(),
            comment.matches("</details>").count()
        );
    }
}
