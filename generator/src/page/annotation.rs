//! Comments that hold JSON: what the next block is.

use crate::diagnostic::{Code, Span, Spanned};
use crate::page::{Findings, Text, json};
use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// A comment that holds JSON. It says what the next block is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Annotation {
    /// `blockType`.
    pub block: BlockType,
    /// `@odata.type` or `@type`, as written.
    pub odata_type: Option<Spanned<String>>,
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
    /// Names, and the `blockType` if any, that the dialect does not have.
    pub unknown: Vec<String>,
    /// The comment.
    pub span: Span,
}

/// `blockType` of an annotation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BlockType {
    /// The JSON representation of a type.
    Resource,
    /// A request.
    Request,
    /// A response.
    Response,
    /// A table of permissions or its include.
    Permissions,
    /// `ignored`, `example`, page annotations and whatever else.
    #[default]
    Other,
}

impl BlockType {
    fn from_word(word: &str) -> Self {
        let is = |name: &str| word.trim().eq_ignore_ascii_case(name);
        match () {
            () if is("resource") => Self::Resource,
            () if is("request") => Self::Request,
            () if is("response") => Self::Response,
            () if is("permissions") => Self::Permissions,
            () => Self::Other,
        }
    }
}

impl Annotation {
    /// Reads the text between `<!--` and `-->`. `None` where it is no JSON object and is not meant to be.
    pub(crate) fn read(text: Text<'_>, findings: &mut Findings<'_>) -> Option<Self> {
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
                findings.add(
                    Code::AnnotationInvalid,
                    text.span(),
                    format!("the annotation is not JSON: {error}"),
                    "only its blockType, @odata.type, isCollection and baseType were looked for",
                    "write the comment as strict JSON",
                );
                Fields::search(&text)
            }
        };
        Some(fields.annotation(text))
    }
}

/// The fields of an annotation that mean something.
#[derive(Default)]
struct Fields {
    block: Word,
    odata_type: Word,
    old_type: Word,
    is_collection: Word,
    base: Option<Word>,
    key: Word,
    open: Word,
    is_abstract: Word,
    composable: Word,
    namespace: Word,
    unknown: Vec<String>,
}

/// Names that say nothing to docbind.
const OTHER_NAMES: [&str; 26] = [
    "@odata.annotations",
    "@property.aka",
    "@type.aka",
    "author",
    "description",
    "expectError",
    "id",
    "idempotent",
    "isEmpty",
    "isMediaEntity",
    "keywords",
    "name",
    "opaqueUrl",
    "optionalProperties",
    "sampleKeys",
    "scope",
    "scopes",
    "section",
    "suppressions",
    "tags",
    "target",
    "tocBookmarks",
    "tocIndex",
    "tocPath",
    "truncated",
    "type",
];

/// Kinds of blocks that say nothing to docbind.
const OTHER_BLOCKS: [&str; 9] = [
    "authorization",
    "example",
    "ignored",
    "samples",
    "simulatedResponse",
    "unknown",
    "enum",
    "enumeration",
    "test",
];

impl Fields {
    fn field(&mut self, name: &str) -> Option<&mut Word> {
        Some(match name {
            "blockType" => &mut self.block,
            "@odata.type" => &mut self.odata_type,
            "@type" => &mut self.old_type,
            "isCollection" => &mut self.is_collection,
            "baseType" => self.base.get_or_insert_default(),
            "keyProperty" => &mut self.key,
            "openType" => &mut self.open,
            "abstract" | "isAbstract" => &mut self.is_abstract,
            "isComposable" => &mut self.composable,
            "namespace" => &mut self.namespace,
            _ => return None,
        })
    }

    /// What can be found in a text that is no JSON.
    fn search(text: &str) -> Self {
        let mut fields = Self::default();
        for name in [
            "blockType",
            "@odata.type",
            "@type",
            "isCollection",
            "baseType",
        ] {
            let Some(value) = value_after(text, name) else {
                continue;
            };
            if let Some(field) = fields.field(name) {
                *field = match value {
                    "null" => Word::Null,
                    _ => Word::Text(value.to_owned()),
                };
            }
        }
        fields
    }

    fn annotation(self, text: Text<'_>) -> Annotation {
        let place = |value: String| {
            let start = text.find(&value).unwrap_or(0);
            let span = text.slice(start..start + value.len()).span();
            Spanned { value, span }
        };
        let mut unknown = self.unknown;
        let block = self.block.text().map_or(BlockType::Other, |word| {
            let block = BlockType::from_word(&word);
            let known = |name: &&str| name.eq_ignore_ascii_case(&word);
            if block == BlockType::Other && !OTHER_BLOCKS.iter().any(known) {
                unknown.push(word);
            }
            block
        });
        Annotation {
            block,
            unknown,
            odata_type: self.odata_type.text().or(self.old_type.text()).map(place),
            is_collection: self.is_collection.flag(),
            base: self.base.map(|base| base.text().map(place)),
            key: self.key.text(),
            open: self.open.flag(),
            is_abstract: self.is_abstract.flag(),
            composable: self.composable.flag(),
            namespace: self.namespace.text(),
            span: text.span(),
        }
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
            Self::Null => None,
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
        while items.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Word::Null)
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
        while let Some(name) = entries.next_key::<std::borrow::Cow<'de, str>>()? {
            match fields.field(&name) {
                Some(field) => *field = entries.next_value()?,
                None => {
                    if OTHER_NAMES.binary_search(&&*name).is_err() {
                        fields.unknown.push(name.into_owned());
                    }
                    entries.next_value::<IgnoredAny>()?;
                }
            }
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
    use camino::Utf8Path;

    fn read(text: &str) -> (Option<Annotation>, Vec<Diagnostic>) {
        let mut diagnostics = Vec::new();
        let mut findings = Findings {
            path: Utf8Path::new("resources/x.md"),
            diagnostics: &mut diagnostics,
        };
        let annotation = Annotation::read(Text::new(text), &mut findings);
        (annotation, diagnostics)
    }

    #[test]
    fn fields_are_read_in_every_spelling() {
        let text = r#" { "blockType": "resource", "@type": "microsoft.graph.sample", "isCollection": "true",
            "baseType": null, "abstract": true, "openType": "False", "name": ["a"], "sampleKeys": {"a": [1]} } "#;
        let (annotation, diagnostics) = read(text);
        let annotation = annotation.unwrap();
        let name = annotation.odata_type.unwrap();
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
        assert_eq!(annotation.odata_type.unwrap().value, "sample.thing");
        assert_eq!(annotation.is_collection, Some(true));
        assert_eq!(diagnostics[0].code, Code::AnnotationInvalid);
    }

    #[test]
    fn other_comments_are_none() {
        assert_eq!(read(" uuid: 1 ").0, None);
    }
}
