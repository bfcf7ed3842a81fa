//! What a page says of itself: title, description, namespace, area, deprecation, language.

use crate::diagnostic::Spanned;
use crate::dialect::FrontMatterKeys;
use crate::page::{Findings, Page, Section, Text, plain};
use crate::reader::phrase::{description, sentence};
use crate::reader::{Context, Document};

/// The language of a translated page.
pub(crate) fn translated(page: &Page<'_>, keys: &FrontMatterKeys) -> Option<String> {
    let language = page.front_matter.get(&keys.locale);
    if page.front_matter.get(&keys.translation).is_some() {
        let set = || format!("{} is set", keys.translation);
        return Some(language.map_or_else(set, str::to_owned));
    }
    language
        .filter(|language| {
            !language
                .to_ascii_lowercase()
                .starts_with(&keys.readable_locale)
        })
        .map(str::to_owned)
}

/// Fills in what the head of the page says.
pub(crate) fn read(context: Context<'_, '_>, document: &mut Document, findings: &mut Findings<'_>) {
    let page = context.page;
    let heading = page.sections.iter().find(|section| section.level == 1);
    let keys = &context.dialect.front_matter;
    let front = |name: &str| page.front_matter.get(name);
    document.title = heading
        .map(|section| section.title.clone())
        .or_else(|| front(&keys.title).map(str::to_owned))
        .unwrap_or_default();
    document.area = keys
        .area
        .iter()
        .find_map(|key| front(key))
        .map(str::to_owned);
    let first = page.sections.iter().take(3);
    document.namespace = first
        .filter_map(|section| namespace(context, section))
        .next();
    document.description = heading
        .and_then(|section| first_paragraph(context, section, findings))
        .or_else(|| description_of_front_matter(context, front(&keys.description)?));
    document.deprecated = heading.and_then(|section| deprecated(context, section));
}

fn description_of_front_matter(context: Context<'_, '_>, text: &str) -> Option<String> {
    let placeholder = description::without_placeholder(text, &context.dialect.placeholders);
    placeholder.is_none().then(|| text.to_owned())
}

/// The `Namespace:` line of a section.
fn namespace(context: Context<'_, '_>, section: &Section<'_>) -> Option<Spanned<String>> {
    let label = context.dialect.phrases.namespace.as_str();
    section.prose().find_map(|prose| {
        let line = prose
            .text
            .lines()
            .map(Text::trim)
            .find(|line| line.starts_with(label))?;
        let name = line
            .tail(label.len())
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
    context: Context<'_, '_>,
    section: &Section<'_>,
    findings: &mut Findings<'_>,
) -> Option<String> {
    section
        .prose()
        .filter(|prose| !prose.nested)
        .find_map(|prose| {
            let text = without_namespace(context, prose.text);
            let alert = text.starts_with("[!") || text.starts_with("<");
            if text.is_empty() || alert {
                None
            } else {
                Some(text)
            }
        })
        .and_then(|text| description::read(context, text, findings))
}

fn without_namespace<'a>(context: Context<'_, '_>, text: Text<'a>) -> Text<'a> {
    if !text.starts_with(&context.dialect.phrases.namespace) {
        return text;
    }
    text.find('\n')
        .map_or(text.tail(text.len()), |at| text.tail(at).trim())
}

/// The words in which a page says that all it documents is deprecated.
fn deprecated(context: Context<'_, '_>, section: &Section<'_>) -> Option<String> {
    let phrases = &context.dialect.phrases.remarks;
    let said = section
        .prose()
        .filter(|prose| phrases.deprecated.occur_in(&prose.text))
        .flat_map(|prose| sentence::sentences(context, prose.text))
        .find_map(|sentence| {
            let words = plain(&sentence);
            let all = phrases.deprecated.occur_in(&words)
                && phrases.whole_page.occur_in(&words)
                && !phrases.part_of_page.occur_in(&words);
            all.then(|| words.trim_start_matches(['>', ' ']).to_owned())
        });
    let titled = || phrases.deprecated_title.occur_in(&section.title);
    said.or_else(|| titled().then(|| "Deprecated.".to_owned()))
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
