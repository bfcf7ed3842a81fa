//! A type with members as an open enumeration: an arm for each, and one that keeps what no page lists.

use crate::emit::context::Context;
use crate::emit::doc::{Doc, code};
use crate::emit::name::{Scope, member_name};
use crate::emit::source::{Source, literal};
use crate::emit::syntax;
use crate::model::{Enumeration, Member};
use quote::quote;
use std::fmt::Write as _;

/// The arm for members that no page lists. `Unknown` is no good: many enumerations have a member of that name.
const CATCH_ALL: &str = "Unrecognized";

/// The names of an enumeration's arms.
pub struct Arms {
    /// One for each member, in page order.
    pub members: Vec<String>,
    /// The one for members that no page lists.
    pub catch_all: String,
}

/// Names the arms.
pub fn arms(ty: &Enumeration) -> Arms {
    let is_taken = |member: &Member| member_name(&member.name) == CATCH_ALL;
    let catch_all = if ty.members.iter().any(is_taken) {
        format!("{CATCH_ALL}Member")
    } else {
        CATCH_ALL.to_owned()
    };
    let mut scope = Scope::default();
    scope.reserve(&catch_all);
    let claim = |member: &Member| scope.claim(member_name(&member.name));
    Arms {
        members: ty.members.iter().map(claim).collect(),
        catch_all,
    }
}

/// Writes an enumeration of the model.
pub fn write(ty: &Enumeration, context: &Context, source: &mut Source) {
    let Some(place) = context.place(&ty.name) else {
        return;
    };
    let Arms { members, catch_all } = arms(ty);
    let mut known = Vec::with_capacity(members.len() + 1);
    let mut lines = String::new();
    for (member, arm) in ty.members.iter().zip(members) {
        let doc = Doc::new(
            member.description.as_deref(),
            &format!("{}.", code(&member.name)),
        );
        known.push(syntax::arm(vec![source.doc(doc)], &arm, None));
        let _ = writeln!(lines, "    {arm} = {},", literal(&member.name));
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
        &catch_all,
        Some(syntax::generic("Box", syntax::named("str"))),
    ));
    let attributes = vec![
        source.doc(doc),
        syntax::list("derive", quote!(Clone, Debug, PartialEq, Eq, Hash)),
        syntax::word("non_exhaustive"),
    ];
    source.items([syntax::enumeration(attributes, &place.name, known)]);
    source.text(format!(
        "enumeration! {{\n    {} = {}, {catch_all};\n{lines}}}\n",
        place.name,
        literal(&ty.name.0)
    ));
}
