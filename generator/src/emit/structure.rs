//! A type with properties as a struct: a field for each, and one `object!` that maps them to the wire.

use crate::emit::context::{Context, Family};
use crate::emit::doc::{Doc, code};
use crate::emit::name::{Scope, constant_name, value_name};
use crate::emit::place::Place;
use crate::emit::source::{Source, gate, literal};
use crate::emit::syntax;
use crate::emit::syntax::type_text;
use crate::model::{Property, QualifiedName, Struct, Target, Type};
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
pub struct Fields<'a> {
    /// Its name in Rust.
    pub name: &'a str,
    /// Its name on the wire.
    pub wire_name: &'a str,
    /// Which type the properties belong to, for links.
    pub owner: &'a QualifiedName,
    /// By name.
    pub properties: Vec<&'a Property>,
    /// What holds them.
    pub holder: Holder,
    /// In the page's words.
    pub deprecated: Option<&'a str>,
    /// Said of the type already, so that its properties need not say it.
    pub inferred: bool,
}

/// Writes a type of the model.
pub fn write(ty: &Struct, context: &Context, source: &mut Source) {
    let Some(place) = context.place(&ty.name) else {
        return;
    };
    let instead = format!("The type {}.", code(ty.name.name()));
    let mut doc = Doc::new(ty.description.as_deref(), &instead);
    doc.paragraph(&type_facts(ty, context));
    if ty.inferred {
        doc.paragraph("No page defines this type: its properties are those that operations and examples show.");
    }
    let fields = Fields {
        name: &place.name,
        wire_name: &ty.name.0,
        owner: &ty.name,
        properties: context.model.properties(&ty.name),
        holder: Holder::Option,
        deprecated: ty.deprecated.as_deref(),
        inferred: ty.inferred,
    };
    write_fields(&fields, doc, context, source);
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

/// The field and the constant of each property.
pub fn names(properties: &[&Property]) -> Vec<(String, String)> {
    let mut fields = Scope::with(&["additional"]);
    let mut constants = Scope::default();
    properties
        .iter()
        .map(|property| {
            (
                fields.claim(value_name(&property.name)),
                constants.claim(constant_name(&property.name)),
            )
        })
        .collect()
}

/// Writes the struct and its mapping.
///
/// One field is hidden, so that no literal names all fields of a struct by its documentation: callers end theirs with
/// `..Default::default()`, and a page that documents one more property breaks nobody. `#[non_exhaustive]` or a private field
/// would forbid that form too.
pub fn write_fields(fields: &Fields, doc: Doc, context: &Context, source: &mut Source) {
    let mut members = Vec::with_capacity(fields.properties.len() + 1);
    let mut lines = [String::new(), String::new()];
    for (property, (field, constant)) in fields.properties.iter().zip(names(&fields.properties)) {
        let ty = context.property_type(fields.owner, property, source);
        let holder = match fields.holder {
            Holder::Option => "Option",
            Holder::Field => "Field",
        };
        let feature = source.further(context.property_feature(property));
        let mut attributes = vec![source.doc(property_doc(property, fields.inferred))];
        attributes.extend(feature.map(needs_feature));
        attributes.extend(property.deprecated.then(|| syntax::word("deprecated")));
        members.push(syntax::field(
            attributes,
            &field,
            syntax::generic(holder, ty),
        ));
        let list = &mut lines[usize::from(property.navigation)];
        let _ = writeln!(
            list,
            "        {}{field} {constant} = {},",
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
        syntax::named("Additional"),
    ));
    let mut attributes = vec![source.doc(doc)];
    attributes.extend(fields.deprecated.map(deprecated_attribute));
    attributes.push(syntax::list("derive", quote!(Clone, Default)));
    source.items([syntax::structure(attributes, fields.name, members)]);
    let [properties, relationships] = lines;
    source.text(format!(
        "object! {{\n    {} = {};\n    properties {{{}}}\n    relationships {{{}}}\n}}\n",
        fields.name,
        literal(fields.wire_name),
        block(&properties),
        block(&relationships),
    ));
}

fn block(lines: &str) -> String {
    if lines.is_empty() {
        String::new()
    } else {
        format!("\n{lines}    ")
    }
}

/// `#[deprecated]` with the page's words.
pub fn deprecated_attribute(words: &str) -> Attribute {
    let note = crate::emit::doc::plain(words);
    if note.is_empty() {
        syntax::word("deprecated")
    } else {
        parse_quote!(#[deprecated(note = #note)])
    }
}

fn needs_feature(feature: &str) -> Attribute {
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

/// The arms of the enumeration in which a base type can be viewed.
pub struct Variants<'a, 'c> {
    /// One for each derived type.
    pub known: Vec<Variant<'a, 'c>>,
    /// The one for the base type itself.
    pub other: String,
}

/// A derived type as an arm.
pub struct Variant<'a, 'c> {
    /// The type.
    pub derived: &'a QualifiedName,
    /// Where it lives.
    pub place: &'c Place,
    /// The name of its arm.
    pub arm: String,
}

/// Names the arms for a base type's derived types.
pub fn variants<'a, 'c>(family: &Family<'a>, context: &'c Context) -> Variants<'a, 'c> {
    let is_other = |derived: &&QualifiedName| derived.name().eq_ignore_ascii_case("other");
    let other = if family.derived.iter().any(is_other) {
        "Base"
    } else {
        "Other"
    };
    let mut scope = Scope::with(&[other]);
    let known = family.derived.iter().filter_map(|&derived| {
        let place = context.place(derived)?;
        let Some(Type::Struct(_)) = context.model.types.get(derived) else {
            return None;
        };
        let arm = scope.claim(place.name.clone());
        Some(Variant {
            derived,
            place,
            arm,
        })
    });
    Variants {
        known: known.collect(),
        other: other.to_owned(),
    }
}

/// Writes what lets a base type be viewed as one of its derived types.
pub fn write_family(base: &Struct, context: &Context, source: &mut Source) {
    let (Some(family), Some(place)) = (context.families.get(&base.name), context.place(&base.name))
    else {
        return;
    };
    let Variants { known, other } = variants(family, context);
    let mut arms = Vec::with_capacity(known.len() + 1);
    let mut lines = String::new();
    for Variant {
        derived,
        place,
        arm,
    } in known
    {
        let path = source.type_path(place);
        let doc = format!(" A {}.", code(&derived.0));
        let feature = source.further(place.feature.as_deref());
        let mut attributes = vec![syntax::doc(&doc)];
        attributes.extend(feature.map(needs_feature));
        let path_text = type_text(&path);
        let payload = syntax::generic("Box", syntax::of_path(path));
        arms.push(syntax::arm(attributes, &arm, Some(payload)));
        let _ = writeln!(
            lines,
            "    {}{arm}({path_text}) = {},",
            gate(feature),
            literal(&derived.0)
        );
    }
    arms.push(syntax::arm(
        vec![syntax::doc(
            " None of the above: a type that the pages do not document, or the base type itself.",
        )],
        &other,
        Some(syntax::generic("Box", syntax::named(&place.name))),
    ));
    let doc = format!(
        " A [`{}`] as the derived type that it says it is.",
        place.name
    );
    let attributes = vec![
        syntax::doc(&doc),
        syntax::list("derive", quote!(Clone, Debug, PartialEq)),
        syntax::word("non_exhaustive"),
    ];
    source.items([syntax::enumeration(attributes, &family.name, arms)]);
    source.text(format!(
        "variants! {{\n    {} => {}, {other};\n{lines}}}\n",
        place.name, family.name
    ));
}
