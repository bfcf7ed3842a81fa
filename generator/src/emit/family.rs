//! Prints the enumeration in which a base type can be viewed as one of its derived types.

use crate::api::{TypeItem, VariantsItem};
use crate::emit::context::Context;
use crate::emit::markdown::code;
use crate::emit::source::{Source, gate, literal};
use crate::emit::structure::needs_feature;
use crate::emit::syntax;
use crate::emit::syntax::{ident, type_text};
use quote::quote;
use std::fmt::Write as _;

/// Writes the enumeration and what turns a value of the base type into it.
pub fn write(base: &TypeItem, variants: &VariantsItem, context: &Context, source: &mut Source) {
    let (base, name, other) = (base.path.name(), variants.path.name(), variants.other);
    let mut arms = Vec::with_capacity(variants.arms.len() + 1);
    let mut lines = String::new();
    for variant in &variants.arms {
        let Some(place) = context.place(variant.derived) else {
            continue;
        };
        let arm = &variant.name;
        let path = source.type_path(place);
        let doc = format!(" A {}.", code(&variant.derived.0));
        let feature = source.further(place.feature.as_deref());
        let mut attributes = vec![syntax::doc(&doc)];
        attributes.extend(feature.map(needs_feature));
        let path_text = type_text(&path);
        let payload = syntax::generic(ident("Box").into(), syntax::of_path(path));
        arms.push(syntax::arm(attributes, arm, Some(payload)));
        let _ = writeln!(
            lines,
            "    {}{arm}({path_text}) = {},",
            gate(feature),
            literal(&variant.derived.0)
        );
    }
    arms.push(syntax::arm(
        vec![syntax::doc(
            " None of the above: a type that the pages do not document, or the base type itself.",
        )],
        other,
        Some(syntax::generic(ident("Box").into(), syntax::named(base))),
    ));
    let doc = format!(" A [`{base}`] as the derived type that it says it is.");
    let attributes = vec![
        syntax::doc(&doc),
        syntax::list("derive", quote!(Clone, Debug, PartialEq)),
        syntax::word("non_exhaustive"),
    ];
    source.items([syntax::enumeration(attributes, name, arms)]);
    source.mapping(
        "variants",
        &format!("    {base} => {name}, {other};\n{lines}"),
    );
}
