//! Prints an open enumeration: an arm for each member, and one that keeps what no page lists.

use crate::api::{EnumItem, TypeItem};
use crate::emit::context::Context;
use crate::emit::doc::Doc;
use crate::emit::markdown::code;
use crate::emit::source::{Source, literal};
use crate::emit::syntax;
use crate::emit::syntax::ident;
use quote::quote;
use std::fmt::Write as _;

/// Writes an enumeration of the model.
pub fn write(item: &TypeItem, definition: &EnumItem, context: &Context, source: &mut Source) {
    let EnumItem {
        ty,
        arms,
        catch_all,
        ..
    } = definition;
    let mut known = Vec::with_capacity(arms.len() + 1);
    let mut lines = String::new();
    for (member, arm) in ty.members.iter().zip(arms) {
        let number = member.value.filter(|_| ty.numbers);
        let name = code(&member.name);
        let words = match number {
            Some(number) => format!("{name}, {number} on the wire."),
            None => format!("{name}."),
        };
        let doc = Doc::new(member.description.as_deref(), &words);
        known.push(syntax::arm(vec![source.doc(doc)], arm, None));
        let wire = number.map_or_else(|| member.name.clone(), |number| number.to_string());
        let _ = writeln!(lines, "    {arm} = {},", literal(&wire));
    }
    let mut doc = Doc::new(
        ty.description.as_deref(),
        &format!("The enumeration {}.", code(ty.name.name())),
    );
    if let Some(page) = ty.pages.first() {
        doc.paragraph(&format!(
            "{}, from {}.",
            code(&ty.name.0),
            context.page_words(page)
        ));
    }
    known.push(syntax::arm(
        vec![syntax::doc(
            " A member that the page does not list, as the wire says it.",
        )],
        catch_all,
        Some(syntax::generic(ident("Box").into(), syntax::named("str"))),
    ));
    let attributes = vec![
        source.doc(doc),
        syntax::list("derive", quote!(Clone, Debug, PartialEq, Eq, Hash)),
        syntax::word("non_exhaustive"),
    ];
    let name = item.path.name();
    source.items([syntax::enumeration(attributes, name, known)]);
    let wire_name = literal(&ty.name.0);
    let form = if ty.numbers { ", number" } else { "" };
    source.mapping(
        "enumeration",
        &format!("    {name} = {wire_name}, {catch_all}{form};\n{lines}"),
    );
}
