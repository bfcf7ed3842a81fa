//! What a page says of itself: title, description, namespace, area, deprecation, language.

use crate::diagnostic::Spanned;
use crate::page::{Findings, Page, Section, Text, plain};
use crate::reader::phrase::{description, sentence};
use crate::reader::{Context, Document};

/// The language of a translated page.
pub(crate) fn translated(page: &Page<'_>) -> Option<String> {
    let language = page.front_matter.get("ms.contentlocale");
    if page.front_matter.get("ms.translationtype").is_some() {
        return Some(language.unwrap_or("ms.translationtype is set").to_owned());
    }
    language
        .filter(|language| !language.to_ascii_lowercase().starts_with("en"))
        .map(str::to_owned)
}

/// Fills in what the head of the page says.
pub(crate) fn read(context: Context<'_, '_>, document: &mut Document, findings: &mut Findings<'_>) {
    let page = context.page;
    let heading = page.sections.iter().find(|section| section.level == 1);
    let front = |name: &str| page.front_matter.get(name);
    document.title = heading
        .map(|section| section.title.clone())
        .or_else(|| front("title").map(str::to_owned))
        .unwrap_or_default();
    document.area = front("ms.subservice")
        .or(front("ms.prod"))
        .map(str::to_owned);
    document.namespace = page.sections.iter().take(3).find_map(namespace);
    document.description = heading
        .and_then(|section| first_paragraph(section, findings))
        .or_else(|| description_of_front_matter(front("description")?));
    document.deprecated = heading.and_then(deprecated);
}

fn description_of_front_matter(text: &str) -> Option<String> {
    let placeholder = description::without_placeholder(text);
    placeholder.is_none().then(|| text.to_owned())
}

/// The `Namespace:` line of a section.
fn namespace(section: &Section<'_>) -> Option<Spanned<String>> {
    section.prose().find_map(|prose| {
        let line = prose
            .text
            .lines()
            .map(Text::trim)
            .find(|line| line.starts_with("Namespace:"))?;
        let name = line
            .tail("Namespace:".len())
            .trim()
            .trim_matches(|c| matches!(c, '*' | '`' | '.'));
        let valid = !name.is_empty()
            && name
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_'));
        valid.then(|| name.spanned())
    })
}

/// The first paragraph below a heading that describes what it is about.
pub(crate) fn first_paragraph(
    section: &Section<'_>,
    findings: &mut Findings<'_>,
) -> Option<String> {
    section
        .prose()
        .filter(|prose| !prose.nested)
        .find_map(|prose| {
            let text = without_namespace(prose.text);
            let alert = text.starts_with("[!") || text.starts_with("<");
            if text.is_empty() || alert {
                None
            } else {
                Some(text)
            }
        })
        .and_then(|text| description::read(text, findings))
}

fn without_namespace(text: Text<'_>) -> Text<'_> {
    if !text.starts_with("Namespace:") {
        return text;
    }
    text.find('\n')
        .map_or(text.tail(text.len()), |at| text.tail(at).trim())
}

/// The words in which a page says that all it documents is deprecated.
fn deprecated(section: &Section<'_>) -> Option<String> {
    const WHAT: [&str; 10] = [
        "this api",
        "this resource",
        "this method",
        "this type",
        "this entity",
        "this endpoint",
        "this operation",
        "this function",
        "this action",
        "these apis",
    ];
    let said = section
        .prose()
        .filter(|prose| prose.text.contains("eprecated"))
        .flat_map(|prose| sentence::sentences(prose.text))
        .find_map(|sentence| {
            let words = plain(&sentence);
            let lower = words.to_lowercase();
            let all = WHAT.iter().any(|what| lower.contains(what))
                || lower.contains("resource is deprecated");
            (all && lower.contains("deprecated") && !lower.contains("propert"))
                .then(|| words.trim_start_matches(['>', ' ']).to_owned())
        });
    said.or_else(|| {
        section
            .title
            .to_lowercase()
            .contains("(deprecated)")
            .then(|| "Deprecated.".to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use camino::Utf8Path;

    fn read_page(text: &str) -> Document {
        let path = Utf8Path::new("api/x.md");
        let mut diagnostics = Vec::new();
        let page = crate::page::parse(
            path,
            text,
            &crate::dialect::graph().annotations,
            &mut diagnostics,
        );
        let mut document = Document::default();
        let mut findings = Findings {
            path,
            diagnostics: &mut diagnostics,
        };
        read(
            Context {
                path,
                page: &page,
                dialect: crate::dialect::graph(),
            },
            &mut document,
            &mut findings,
        );
        document
    }

    #[test]
    fn the_head_of_a_page_is_read() {
        let document = read_page(
            "---\ntitle: a\nms.prod: old\nms.subservice: new\n---\n# Get a **thing**\n\nNamespace: sample.deep\n\n\
             > **Note:** This API is deprecated and will go.\n\nReads it.\n",
        );
        assert_eq!(document.title, "Get a thing");
        assert_eq!(document.namespace.unwrap().value, "sample.deep");
        assert_eq!(document.area.as_deref(), Some("new"));
        assert_eq!(document.description.as_deref(), Some("Reads it."));
        assert!(
            document
                .deprecated
                .unwrap()
                .contains("This API is deprecated")
        );
    }

    #[test]
    fn the_front_matter_fills_in() {
        let document =
            read_page("---\ntitle: a\ndescription: Words.\nms.prod: \"\"\n---\n## Section\n\ntext");
        assert_eq!((document.title.as_str(), document.area), ("a", None));
        assert_eq!(document.description.as_deref(), Some("Words."));
    }

    #[test]
    fn placeholders_are_absent() {
        let document = read_page(
            "---\ndescription: \"**TODO: Add**\"\n---\n# a\n\n**TODO: Add Description**\n",
        );
        assert_eq!(document.description, None);
    }
}
