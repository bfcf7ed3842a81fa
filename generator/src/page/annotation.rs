//! Comments that hold JSON: what the next block is.

use crate::diagnostic::{Code, Span, Spanned};
use crate::dialect::{Annotations, BlockType, Field};
use crate::page::{Findings, Text, json};
use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// A comment that holds JSON. It says what the next block is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Annotation {
    /// `blockType`.
    pub block: BlockType,
    /// The type it shows, as written.
    pub ty: Option<Spanned<String>>,
    /// `isCollection`.
    pub is_collection: Option<bool>,
    /// `baseType`; `Some(None)` where it is `null`.
    pub base: Option<Option<Spanned<String>>>,
    /// `keyProperty`.
    pub key: Option<String>,
    /// `openType`.
    pub open: Option<bool>,
    /// `abstract` or `isAbstract`.
    pub is_abstract: Option<bool>,
    /// `isComposable`: the request calls a function.
    pub composable: Option<bool>,
    /// `namespace`.
    pub namespace: Option<String>,
    /// `requestUrls`: the requests that a table of permissions is about.
    pub requests: Vec<String>,
    /// Names, and the `blockType` if any, that the dialect does not have.
    pub unknown: Vec<String>,
    /// The comment.
    pub span: Span,
}

impl Annotation {
    /// Reads the text between `<!--` and `-->`. `None` where it is no JSON object and is not meant to be.
    pub(crate) fn read(
        text: Text<'_>,
        dialect: &Annotations,
        findings: &mut Findings<'_>,
    ) -> Option<Self> {
        let text = text.trim();
        if !text.starts_with('{') {
            return None;
        }
        let fields = match json::lenient::<Fields>(&text) {
            Ok(read) => {
                if let Some(repairs) = read.repaired {
                    findings.add(
                        Code::AnnotationRepaired,
                        text.span(),
                        format!("the annotation is JSON only after a repair: {repairs}"),
                        "the repaired annotation was used",
                        "write the comment as strict JSON",
                    );
                }
                read.value
            }
            Err(error) => {
                let looked_for = format!(
                    "only its {} were looked for",
                    listed(&dialect.searched_names())
                );
                findings.add(
                    Code::AnnotationInvalid,
                    text.span(),
                    format!("the annotation is not JSON: {error}"),
                    &looked_for,
                    "write the comment as strict JSON",
                );
                Fields::search(&text, dialect)
            }
        };
        Some(fields.annotation(text, dialect))
    }
}

/// The members of the JSON that mean something.
#[derive(Default)]
struct Fields(Vec<(String, Word)>);

impl Fields {
    /// What can be found in a text that is no JSON.
    fn search(text: &str, dialect: &Annotations) -> Self {
        let mut fields = Self::default();
        for name in dialect.names_of(&Field::SEARCHED) {
            if let Some(value) = value_after(text, name) {
                let word = match value {
                    "null" => Word::Null,
                    _ => Word::Text(value.to_owned()),
                };
                fields.0.push((name.to_owned(), word));
            }
        }
        fields
    }

    fn annotation(self, text: Text<'_>, dialect: &Annotations) -> Annotation {
        let place = |value: String| {
            let start = text.find(&value).unwrap_or(0);
            let span = text.slice(start..start + value.len()).span();
            Spanned { value, span }
        };
        let mut annotation = Annotation {
            span: text.span(),
            ..Annotation::default()
        };
        let (mut named, mut named_as_before) = (None, None);
        let mut block = None;
        for (name, word) in self.0 {
            match dialect.field(&name) {
                Some(Field::Block) => block = word.text(),
                Some(Field::Type) => named = word.text(),
                Some(Field::OldType) => named_as_before = word.text(),
                Some(Field::IsCollection) => annotation.is_collection = word.flag(),
                Some(Field::Base) => annotation.base = Some(word.text().map(place)),
                Some(Field::Key) => annotation.key = word.text(),
                Some(Field::Open) => annotation.open = word.flag(),
                Some(Field::Abstract) => annotation.is_abstract = word.flag(),
                Some(Field::Composable) => annotation.composable = word.flag(),
                Some(Field::Namespace) => annotation.namespace = word.text(),
                Some(Field::Requests) => annotation.requests = word.texts(),
                None if dialect.ignored.is_exactly(&name) => {}
                None => annotation.unknown.push(name),
            }
        }
        annotation.ty = named.or(named_as_before).map(place);
        if let Some(word) = block {
            match dialect.block(&word) {
                Some(block) => annotation.block = block,
                None => annotation.unknown.push(word),
            }
        }
        annotation
    }
}

/// `a, b and c`.
fn listed(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [name] => (*name).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// The word behind `"name":`, quoted or not.
fn value_after<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let at = text.find(name)? + name.len();
    let rest = text.get(at..)?.trim_start_matches(['"', '\'', ' ']);
    let rest = rest
        .strip_prefix(':')?
        .trim_start_matches(['"', '\'', ' ', '\u{201c}', '\u{201d}']);
    let end = rest.find(['"', '\'', ',', '}', '\n', '\u{201c}', '\u{201d}']);
    let value = rest.get(..end.unwrap_or(rest.len()))?.trim();
    (!value.is_empty()).then_some(value)
}

/// A value where authors mix up booleans and strings.
#[derive(Default)]
enum Word {
    #[default]
    Null,
    Flag(bool),
    Text(String),
    Texts(Vec<String>),
}

impl Word {
    fn text(self) -> Option<String> {
        match self {
            Self::Text(text) if !text.trim().is_empty() => Some(text.trim().to_owned()),
            _ => None,
        }
    }

    fn flag(&self) -> Option<bool> {
        match self {
            Self::Flag(flag) => Some(*flag),
            Self::Text(text) => text.trim().to_ascii_lowercase().parse().ok(),
            Self::Null | Self::Texts(_) => None,
        }
    }

    /// One text counts as a list of one.
    fn texts(self) -> Vec<String> {
        match self {
            Self::Texts(texts) => texts,
            text => text.text().into_iter().collect(),
        }
    }
}

struct WordVisitor;

impl<'de> Visitor<'de> for WordVisitor {
    type Value = Word;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("any JSON")
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Word, E> {
        Ok(Word::Flag(flag))
    }

    fn visit_str<E>(self, text: &str) -> Result<Word, E> {
        Ok(Word::Text(text.to_owned()))
    }

    fn visit_unit<E>(self) -> Result<Word, E> {
        Ok(Word::Null)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Word, E> {
        Ok(Word::Null)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Word, E> {
        Ok(Word::Null)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Word, E> {
        Ok(Word::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Word, A::Error> {
        let mut texts = Vec::new();
        while let Some(item) = items.next_element::<Word>()? {
            texts.extend(item.text());
        }
        Ok(Word::Texts(texts))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Word, A::Error> {
        while entries.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Word::Null)
    }
}

impl<'de> Deserialize<'de> for Word {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(WordVisitor)
    }
}

struct FieldsVisitor;

impl<'de> Visitor<'de> for FieldsVisitor {
    type Value = Fields;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Fields, A::Error> {
        let mut fields = Fields::default();
        while let Some(entry) = entries.next_entry()? {
            fields.0.push(entry);
        }
        Ok(fields)
    }
}

impl<'de> Deserialize<'de> for Fields {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(FieldsVisitor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Diagnostic;
    use crate::dialect;
    use camino::Utf8Path;

    fn read(text: &str) -> (Option<Annotation>, Vec<Diagnostic>) {
        let mut diagnostics = Vec::new();
        let mut findings = Findings {
            path: Utf8Path::new("resources/x.md"),
            diagnostics: &mut diagnostics,
        };
        let annotation = Annotation::read(
            Text::new(text),
            &dialect::graph().annotations,
            &mut findings,
        );
        (annotation, diagnostics)
    }

    #[test]
    fn fields_are_read_in_every_spelling() {
        let text = r#" { "blockType": "resource", "@type": "microsoft.graph.sample", "isCollection": "true",
            "baseType": null, "abstract": true, "openType": "False", "name": ["a"], "sampleKeys": {"a": [1]} } "#;
        let (annotation, diagnostics) = read(text);
        let annotation = annotation.unwrap();
        let name = annotation.ty.unwrap();
        assert_eq!(annotation.block, BlockType::Resource);
        assert_eq!(name.value, "microsoft.graph.sample");
        assert_eq!(
            &text[name.span.start as usize..name.span.end as usize],
            name.value
        );
        assert_eq!(annotation.is_collection, Some(true));
        assert_eq!(annotation.base, Some(None));
        assert_eq!(
            (annotation.is_abstract, annotation.open),
            (Some(true), Some(false))
        );
        assert!(diagnostics.is_empty());
    }

    #[test]
    fn requests_may_be_a_list_or_one() {
        let requests = |value: &str| {
            let text = format!(
                r#"{{"blockType": "permissions", "mergePermissions": true, "requestUrls": {value}}}"#
            );
            let annotation = read(&text).0.unwrap();
            assert_eq!(annotation.unknown, [""; 0]);
            annotation.requests
        };
        assert_eq!(requests(r#"["GET /a", 1, "GET /b"]"#), ["GET /a", "GET /b"]);
        assert_eq!(requests(r#""GET /a""#), ["GET /a"]);
    }

    #[test]
    fn a_repaired_annotation_is_used_and_noted() {
        let (annotation, diagnostics) = read(r#"{"blockType": "request" "name": "a",}"#);
        assert_eq!(annotation.unwrap().block, BlockType::Request);
        assert_eq!(diagnostics[0].code, Code::AnnotationRepaired);
    }

    #[test]
    fn a_hopeless_annotation_gives_what_can_be_found() {
        let (annotation, diagnostics) = read(
            r#"{ "blockType": "response", "@odata.type": "sample.thing", isCollection: true }"#,
        );
        let annotation = annotation.unwrap();
        assert_eq!(annotation.block, BlockType::Response);
        assert_eq!(annotation.ty.unwrap().value, "sample.thing");
        assert_eq!(annotation.is_collection, Some(true));
        assert_eq!(diagnostics[0].code, Code::AnnotationInvalid);
    }

    #[test]
    fn other_comments_are_none() {
        assert_eq!(read(" uuid: 1 ").0, None);
    }
}
