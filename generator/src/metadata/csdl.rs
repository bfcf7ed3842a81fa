//! CSDL in XML, element by element: nothing is kept but what is compared, and nesting costs no stack.

use crate::metadata::{
    MAX_DEPTH, Metadata, MetadataError, MetadataProperty, MetadataStruct, MetadataType,
};
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use std::collections::BTreeMap;

/// Reads a `$metadata` document.
///
/// # Errors
///
/// The text is not XML, nests too deep, or is not CSDL.
pub fn read(text: &str) -> Result<Metadata, MetadataError> {
    let text = text.trim_start_matches('\u{feff}');
    let mut xml = quick_xml::Reader::from_str(text);
    let mut document = Document::default();
    loop {
        let event = xml.read_event();
        let line = || line(text, xml.error_position().max(xml.buffer_position()));
        match event {
            Ok(Event::Start(element)) => {
                if document.open.len() >= MAX_DEPTH {
                    return Err(MetadataError::TooDeep { line: line() });
                }
                let place = document.element(&element);
                document
                    .open
                    .push(place.map_err(|message| MetadataError::NotXml {
                        line: line(),
                        message,
                    })?);
            }
            Ok(Event::Empty(element)) => {
                let place = document.element(&element);
                let place = place.map_err(|message| MetadataError::NotXml {
                    line: line(),
                    message,
                })?;
                document.close(place);
            }
            Ok(Event::End(_)) => {
                if let Some(place) = document.open.pop() {
                    document.close(place);
                }
            }
            Ok(Event::Eof) => break,
            Ok(_) => {}
            Err(error) => {
                return Err(MetadataError::NotXml {
                    line: line(),
                    message: error.to_string(),
                });
            }
        }
    }
    if !document.seen || !document.open.is_empty() {
        return Err(MetadataError::NotXml {
            line: line(text, text.len() as u64),
            message: "the document ends before its elements do".to_owned(),
        });
    }
    document.resolved()
}

fn line(text: &str, at: u64) -> usize {
    let at = usize::try_from(at).unwrap_or(usize::MAX).min(text.len());
    let before = text.as_bytes().get(..at).unwrap_or_default();
    before.iter().filter(|byte| **byte == b'\n').count() + 1
}

/// What an open element is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// `Edmx` or `DataServices`.
    Envelope,
    Schema,
    Struct,
    Enumeration,
    /// Anything else: what it holds is not read.
    Other,
}

#[derive(Default)]
struct Document {
    /// Whether there was an element.
    seen: bool,
    open: Vec<Place>,
    namespace: String,
    /// Namespaces by alias.
    aliases: BTreeMap<String, String>,
    /// Primitive types by the name of the definition that renames them.
    definitions: BTreeMap<String, String>,
    current: Option<(String, MetadataType)>,
    found: Metadata,
}

impl Document {
    /// Takes what the element says; the error says what is wrong with it.
    fn element(&mut self, element: &BytesStart<'_>) -> Result<Place, String> {
        let parent = self.open.last().copied();
        let root = parent.is_none() && !self.seen;
        self.seen = true;
        let name = element.local_name();
        let attribute = |name: &str| attribute(element, name);
        Ok(match (parent, name.as_ref()) {
            (None, "Edmx") if root => Place::Envelope,
            (Some(Place::Envelope), "DataServices") => Place::Envelope,
            (Some(Place::Envelope), "Schema") => self.schema(element)?,
            (None, "Schema") if root => self.schema(element)?,
            (Some(Place::Schema), "EntityType" | "ComplexType") => {
                let ty = MetadataStruct {
                    base: attribute("BaseType")?,
                    properties: Vec::new(),
                };
                self.begin(attribute("Name")?, MetadataType::Struct(ty));
                Place::Struct
            }
            (Some(Place::Schema), "EnumType") => {
                self.begin(attribute("Name")?, MetadataType::Enum(Vec::new()));
                Place::Enumeration
            }
            (Some(Place::Schema), "TypeDefinition") => {
                if let (Some(name), Some(ty)) = (attribute("Name")?, attribute("UnderlyingType")?) {
                    self.definitions
                        .insert(format!("{}.{name}", self.namespace), ty);
                }
                Place::Other
            }
            (Some(Place::Schema), "Action" | "Function") => {
                self.found.operations.extend(attribute("Name")?);
                Place::Other
            }
            (Some(Place::Struct), "Property" | "NavigationProperty") => {
                self.property(attribute("Name")?, attribute("Type")?);
                Place::Other
            }
            (Some(Place::Enumeration), "Member") => {
                if let Some((_, MetadataType::Enum(members))) = &mut self.current {
                    members.extend(attribute("Name")?);
                }
                Place::Other
            }
            _ => Place::Other,
        })
    }

    fn schema(&mut self, element: &BytesStart<'_>) -> Result<Place, String> {
        self.namespace = attribute(element, "Namespace")?.unwrap_or_default();
        if let Some(alias) = attribute(element, "Alias")? {
            self.aliases.insert(alias, self.namespace.clone());
        }
        Ok(Place::Schema)
    }

    fn begin(&mut self, name: Option<String>, ty: MetadataType) {
        self.current = name.map(|name| (format!("{}.{name}", self.namespace), ty));
    }

    fn property(&mut self, name: Option<String>, ty: Option<String>) {
        let Some((_, MetadataType::Struct(current))) = &mut self.current else {
            return;
        };
        let (Some(name), Some(ty)) = (name, ty) else {
            return;
        };
        let item = ty
            .strip_prefix("Collection(")
            .and_then(|ty| ty.strip_suffix(')'));
        current.properties.push(MetadataProperty {
            name,
            collection: item.is_some(),
            ty: item.unwrap_or(&ty).to_owned(),
        });
    }

    fn close(&mut self, place: Place) {
        if matches!(place, Place::Struct | Place::Enumeration) {
            self.found.types.extend(self.current.take());
        }
    }

    /// With the full name of every type, once all aliases are known.
    fn resolved(mut self) -> Result<Metadata, MetadataError> {
        if self.found.types.is_empty() {
            return Err(MetadataError::NotCsdl);
        }
        let full = |name: &str| full_name(name, &self.aliases, &self.definitions);
        for ty in self.found.types.values_mut() {
            let MetadataType::Struct(ty) = ty else {
                continue;
            };
            ty.base = ty.base.as_deref().map(full);
            for property in &mut ty.properties {
                property.ty = full(&property.ty);
            }
        }
        Ok(self.found)
    }
}

fn full_name(
    name: &str,
    aliases: &BTreeMap<String, String>,
    definitions: &BTreeMap<String, String>,
) -> String {
    let resolved = match name.rsplit_once('.') {
        Some((namespace, short)) => match aliases.get(namespace) {
            Some(namespace) => format!("{namespace}.{short}"),
            None => name.to_owned(),
        },
        None => name.to_owned(),
    };
    definitions.get(&resolved).cloned().unwrap_or(resolved)
}

fn attribute(element: &BytesStart<'_>, name: &str) -> Result<Option<String>, String> {
    let attribute = element
        .try_get_attribute(name)
        .map_err(|error| error.to_string())?;
    attribute
        .map(|attribute| attribute.normalized_value(XmlVersion::Implicit1_0))
        .transpose()
        .map(|value| value.map(|value| value.trim().to_owned()))
        .map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHELF: &str = r#"<?xml version="1.0" encoding="utf-8"?>
<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx">
  <edmx:DataServices>
    <Schema Namespace="example.shelf" Alias="s" xmlns="http://docs.oasis-open.org/odata/ns/edm">
      <EnumType Name="binding"><Member Name="soft" Value="0"/><Member Name="hard" Value="1"/></EnumType>
      <TypeDefinition Name="isbn" UnderlyingType="Edm.String"/>
      <EntityType Name="thing" Abstract="true"><Key><PropertyRef Name="id"/></Key><Property Name="id" Type="Edm.String"/></EntityType>
      <EntityType Name="book" BaseType="s.thing">
        <Property Name="number" Type="s.isbn"/>
        <Property Name="bindings" Type="Collection(s.binding)"><Annotation Term="a"><Collection><Property Name="no" Type="No"/></Collection></Annotation></Property>
        <NavigationProperty Name="sequel" Type="example.shelf.book"/>
      </EntityType>
      <Action Name="lend" IsBound="true"><Parameter Name="book" Type="s.book"/></Action>
    </Schema>
  </edmx:DataServices>
</edmx:Edmx>"#;

    #[test]
    fn types_have_their_full_names() {
        let metadata = read(SHELF).unwrap();
        let names: Vec<_> = metadata.types.keys().map(String::as_str).collect();
        assert_eq!(
            names,
            [
                "example.shelf.binding",
                "example.shelf.book",
                "example.shelf.thing"
            ]
        );
        let chain = metadata.chain("example.shelf.book");
        assert_eq!(chain[1].0, "example.shelf.thing");
        let properties: Vec<_> = chain[0]
            .1
            .properties
            .iter()
            .map(|property| (&*property.name, &*property.ty, property.collection))
            .collect();
        assert_eq!(
            properties,
            [
                ("number", "Edm.String", false),
                ("bindings", "example.shelf.binding", true),
                ("sequel", "example.shelf.book", false),
            ]
        );
        assert!(metadata.operations.contains("lend"));
        assert_eq!(
            metadata.types["example.shelf.binding"],
            MetadataType::Enum(vec!["soft".into(), "hard".into()])
        );
    }

    #[test]
    fn a_circle_of_bases_ends() {
        let text = r#"<Schema Namespace="n"><ComplexType Name="a" BaseType="n.b"/><ComplexType Name="b" BaseType="n.a"/></Schema>"#;
        assert_eq!(read(text).unwrap().chain("n.a").len(), 2);
    }

    fn error(text: &str) -> String {
        read(text).unwrap_err().to_string()
    }

    #[test]
    fn what_is_not_csdl_is_refused() {
        for text in ["", "{\"a\": 1}", "<a>", "<a></b>", "<Edmx><Schema", "a < b"] {
            assert!(
                error(text).contains("is not XML"),
                "{text}: {}",
                error(text)
            );
        }
        for text in [
            "<html><Schema Namespace=\"n\"><EnumType Name=\"e\"/></Schema></html>",
            "<Edmx/>",
        ] {
            assert!(error(text).contains("must be CSDL"), "{text}");
        }
        assert!(error("<Schema Namespace=\"&nothing;\"/>").starts_with("line 1 is not XML"));
        assert!(error("<Edmx>\n\n</Schema>").starts_with("line 3 "));
    }

    #[test]
    fn depth_is_bounded() {
        let deep = "<a>".repeat(100_000);
        assert!(error(&deep).contains("nest deeper"));
        let hidden = format!(
            "<!DOCTYPE a [{}]><a/>",
            "<!ENTITY b \"&c;&c;&c;\">".repeat(9)
        );
        assert!(error(&hidden).contains("must be CSDL"));
    }
}
