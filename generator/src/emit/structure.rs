//! Prints a struct: a field for each property, and one `object!` that maps them to the wire.

use crate::api::{FieldItem, Fields, StructItem, TypeItem};
use crate::emit::context::Context;
use crate::emit::doc::Doc;
use crate::emit::markdown::code;
use crate::emit::source::{Source, gate, literal};
use crate::emit::syntax;
use crate::emit::syntax::ident;
use crate::model::{Property, Struct, Target};
use quote::quote;
use std::fmt::Write as _;
use syn::{Attribute, parse_quote};

/// What holds a field's value.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Holder {
    /// `Option`: absent or there.
    Option,
    /// `Field`: absent, null or there, for bodies that change some properties.
    Field,
}

/// A struct to write, whichever part of a page it is from.
pub struct Structure<'a> {
    /// Its name in Rust.
    pub name: &'a str,
    /// Its name on the wire.
    pub wire_name: &'a str,
    /// One for each property.
    pub fields: &'a Fields<'a>,
    /// What holds their values.
    pub holder: Holder,
    /// In the page's words.
    pub deprecated: Option<&'a str>,
    /// Said of the type already, so that its properties need not say it.
    pub inferred: bool,
}

/// Writes a type of the model.
pub fn write(item: &TypeItem, definition: &StructItem, context: &Context, source: &mut Source) {
    let ty = definition.ty;
    let instead = format!("The type {}.", code(ty.name.name()));
    let mut doc = Doc::new(ty.description.as_deref(), &instead);
    doc.paragraph(&type_facts(ty, context));
    if ty.inferred {
        doc.paragraph("No page defines this type: its properties are those that operations and examples show.");
    }
    let structure = Structure {
        name: item.path.name(),
        wire_name: &ty.name.0,
        fields: &definition.fields,
        holder: Holder::Option,
        deprecated: ty.deprecated.as_deref(),
        inferred: ty.inferred,
    };
    write_structure(&structure, doc, context, source);
}

fn type_facts(ty: &Struct, context: &Context) -> String {
    let mut facts = code(&ty.name.0);
    if let Some(base) = &ty.base {
        let _ = write!(facts, ", a {}", code(&base.0));
    }
    if ty.is_abstract {
        facts.push_str(", abstract");
    }
    if ty.open {
        facts.push_str(", open");
    }
    if let Some(page) = ty.pages.first() {
        let _ = write!(facts, ", from {}", context.page_words(page));
    }
    facts.push('.');
    facts
}

/// Writes the struct and its mapping.
///
/// One field is hidden, so that no literal names all fields of a struct by its documentation: callers end theirs with
/// `..Default::default()`, and a page that documents one more property breaks nobody. `#[non_exhaustive]` or a private field
/// would forbid that form too.
pub fn write_structure(structure: &Structure, doc: Doc, context: &Context, source: &mut Source) {
    let mut members = Vec::with_capacity(structure.fields.len() + 1);
    let (mut properties, mut relationships) = (String::new(), String::new());
    for field in structure.fields {
        let FieldItem {
            property,
            name,
            constant,
            ty,
        } = field;
        let feature = source.further(context.feature(ty.element));
        let (value, holder) = source.with_feature(feature, |source| {
            let holder = match structure.holder {
                Holder::Option => ident("Option").into(),
                Holder::Field => source.runtime("Field"),
            };
            (context.value(*ty, source), holder)
        });
        let mut attributes = vec![source.doc(property_doc(property, structure.inferred))];
        attributes.extend(feature.map(needs_feature));
        attributes.extend(property.deprecated.then(|| syntax::word("deprecated")));
        members.push(syntax::field(
            attributes,
            name,
            syntax::generic(holder, value),
        ));
        let list = match property.navigation {
            true => &mut relationships,
            false => &mut properties,
        };
        let _ = writeln!(
            list,
            "        {}{name} {constant} = {},",
            gate(feature),
            literal(&property.name)
        );
    }
    members.push(syntax::field(
        vec![
            syntax::doc(" What the wire says beyond the fields above."),
            syntax::list("doc", quote!(hidden)),
        ],
        "additional",
        syntax::of_path(source.runtime("Additional")),
    ));
    let mut attributes = vec![source.doc(doc)];
    attributes.extend(structure.deprecated.map(deprecated_attribute));
    attributes.push(syntax::list("derive", quote!(Clone, Default)));
    source.items([syntax::structure(attributes, structure.name, members)]);
    let mut text = format!(
        "    {} = {};\n",
        structure.name,
        literal(structure.wire_name)
    );
    for (part, lines) in [("properties", properties), ("relationships", relationships)] {
        if !lines.is_empty() {
            let _ = write!(text, "    {part} {{\n{lines}    }}\n");
        }
    }
    source.mapping("object", &text);
}

/// `#[deprecated]` with the page's words.
pub fn deprecated_attribute(words: &str) -> Attribute {
    let note = crate::emit::markdown::note(words);
    if note.is_empty() {
        syntax::word("deprecated")
    } else {
        parse_quote!(#[deprecated(note = #note)])
    }
}

/// `#[cfg(feature = "mail")]`.
pub fn needs_feature(feature: &str) -> Attribute {
    syntax::list("cfg", quote!(feature = #feature))
}

fn property_doc(property: &Property, type_is_inferred: bool) -> Doc {
    let instead = format!("The property {}.", code(&property.name));
    let mut doc = Doc::new(property.description.as_deref(), &instead);
    if property.inferred && !type_is_inferred {
        doc.paragraph(inferred_words(property));
    }
    if let Target::Omitted(name) = &property.ty.target {
        doc.paragraph(&format!(
            "As JSON: {} is not among the types that were chosen.",
            code(&name.0)
        ));
    }
    doc
}

fn inferred_words(property: &Property) -> &'static str {
    use crate::model::Source::{Example, Json, Route, Table};
    let has = |source| property.sources.contains(&source);
    let of_request = property.page.starts_with("api");
    match () {
        () if has(Table) && has(Json) => {
            "The page's table and its JSON representation disagree about the type."
        }
        () if has(Json) => "Only the page's JSON representation shows this property.",
        () if has(Example) => "Only an example shows this property.",
        () if has(Route) => "Only routes that go through this relationship show it.",
        () if has(Table) && of_request => "Only the tables of requests list this property.",
        () => "The page does not settle the type.",
    }
}
