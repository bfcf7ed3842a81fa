//! What a page says of itself: title, description, namespace, area, deprecation, language.

use crate::diagnostic::Spanned;
use crate::dialect::FrontMatterKeys;
use crate::page::{Block, Findings, Page, Section, Text, plain};
use crate::reader::outline::include;
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

/// The words in which a page says that all it documents is deprecated, with those that name what replaces it.
fn deprecated(context: Context<'_, '_>, section: &Section<'_>) -> Option<String> {
    let phrases = &context.dialect.phrases.remarks;
    let said = section
        .prose()
        .filter(|prose| phrases.deprecated.occur_in(&prose.text))
        .find_map(|prose| deprecation(context, prose.text.as_str()));
    let included = || {
        section.blocks.iter().find_map(|block| match block {
            Block::Include(path) => {
                let text = include::text(context, path)?;
                let named = phrases.deprecation_include.occur_in(path);
                deprecation_of_include(context, &text, named)
            }
            _ => None,
        })
    };
    let titled = || phrases.deprecated_title.occur_in(&section.title);
    said.or_else(included)
        .or_else(|| titled().then(|| "Deprecated.".to_owned()))
}

/// What a paragraph says about deprecation: from the sentence that says so, all of an alert, else as long as sentences name
/// what is to be used instead.
fn deprecation(context: Context<'_, '_>, paragraph: &str) -> Option<String> {
    let phrases = &context.dialect.phrases.remarks;
    let is_alert = paragraph.trim_start().starts_with("[!");
    let paragraph = unmarked(paragraph);
    let sentences: Vec<_> = sentence::sentences(context, Text::new(&paragraph))
        .map(|sentence| plain(sentence.as_str()).into_owned())
        .collect();
    let start = sentences.iter().position(|words| {
        phrases.deprecated.occur_in(words)
            && phrases.whole_page.occur_in(words)
            && !phrases.part_of_page.occur_in(words)
    })?;
    let mut said = sentences.into_iter().skip(start);
    let first = said.next()?;
    let more = said.take_while(|words| is_alert || phrases.replacement.occur_in(words));
    Some(more.fold(first, |text, sentence| format!("{text} {sentence}")))
}

/// A paragraph without the marks of alerts and quotations.
fn unmarked(paragraph: &str) -> String {
    let mut text = paragraph.trim_start_matches(['>', ' ', '\n']);
    if let Some(rest) = text.strip_prefix("[!") {
        text = rest.split_once(']').map_or("", |(_, rest)| rest);
    }
    let lines = text.lines().map(|line| line.trim_start_matches(['>', ' ']));
    lines.collect::<Vec<_>>().join("\n").trim().to_owned()
}

/// What an included text says about deprecation: its first words where its name says that it speaks of that, else what one of its
/// paragraphs says.
fn deprecation_of_include(context: Context<'_, '_>, text: &str, named: bool) -> Option<String> {
    let phrases = &context.dialect.phrases.remarks;
    let text = without_comments(text);
    let mut paragraphs = text.split("\n\n").map(str::trim).filter(|paragraph| {
        let marks = |c: char| matches!(c, '>' | '#' | ' ' | '\n');
        !paragraph.trim_matches(marks).is_empty() && !paragraph.starts_with('#')
    });
    if named {
        let words = plain(&unmarked(paragraphs.next()?)).into_owned();
        return (!words.is_empty()).then_some(words);
    }
    let mut paragraphs = paragraphs.filter(|paragraph| phrases.deprecated.occur_in(paragraph));
    paragraphs.find_map(|paragraph| {
        let unquoted = paragraph.trim_start_matches(['>', ' ']);
        deprecation(context, unquoted)
    })
}

/// A text without the comments of HTML in it.
fn without_comments(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once("<!--") {
        out.push_str(before);
        rest = behind.split_once("-->").map_or("", |(_, behind)| behind);
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::test_page;

    fn read_page(text: &str) -> Document {
        let mut document = Document::default();
        test_page::read_page("api/x.md", text, |context, findings| {
            read(context, &mut document, findings);
        });
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
    fn deprecation_is_read_with_what_replaces_it() {
        let read =
            |text: &str| read_page(&format!("---\n---\n# Get a thing\n\n{text}\n")).deprecated;
        assert_eq!(
            read(
                "> [!CAUTION]\n> This API is deprecated and will go.\n> Call [another one](x.md)."
            ),
            Some("This API is deprecated and will go. Call another one.".to_owned())
        );
        assert_eq!(
            read("This method is deprecated. Use another one instead. It reads things."),
            Some("This method is deprecated. Use another one instead.".to_owned())
        );
        assert_eq!(
            read("> [!WARNING]\n> The API is deprecated and will go. Call [b](b.md) instead."),
            Some("The API is deprecated and will go. Call b instead.".to_owned())
        );
        assert_eq!(read("This property is deprecated."), None);
    }

    #[test]
    fn deprecation_may_be_included() {
        let read = |text: &str, named: bool| {
            let (found, _) = test_page::read_page("api/x.md", "---\n---\n", |context, _| {
                deprecation_of_include(context, text, named)
            });
            found
        };
        let alert = "<!-- lint\n\noff -->\n\n>[!CAUTION]\n>This kind of list is deprecated. Use the [other](x.md).";
        assert_eq!(
            read(alert, true).as_deref(),
            Some("This kind of list is deprecated. Use the other.")
        );
        assert_eq!(read(alert, false), None, "it may be about anything");
        assert_eq!(
            read("Beta.\n\n> [!NOTE]\n> This API is deprecated.", false).as_deref(),
            Some("This API is deprecated.")
        );
        assert_eq!(read("<!-- nothing", true), None);
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
