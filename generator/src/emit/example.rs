//! The examples of operation pages as tests of the bindings: compared with their type, read into it and written back.
//!
//! A test lists where the page is known to contradict itself, with the lines of both sides, and lets only that pass. Everything that it
//! needs stands in its own file, so that no other page changes it.

use crate::api::{OperationPage, scalar_word};
use crate::dialect::Items;
use crate::emit::context::Context;
use crate::emit::markdown;
use crate::emit::source::{header, literal};
use crate::fit::{Contradiction, Fit, Kind, Shape};
use crate::model::{Scalar, Target, TypeUse};
use crate::output::SourceFile;
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// The member with the items in what the runtime's tests call a list.
const IN_LIST: &str = "value";

/// The test of one page.
pub struct PageTest {
    /// Its module: the page's stem.
    module: String,
    text: String,
}

/// The test of a page's examples, if it has any.
pub fn page_test(page: &OperationPage, context: &Context) -> Option<PageTest> {
    let mut calls = String::new();
    let mut types = BTreeSet::new();
    for item in &page.operations {
        for example in &item.operation.examples {
            let fit = Fit::of(example, item, context.api);
            if let Some(repaired) = &example.repaired {
                let _ = writeln!(calls, "        // Repaired: {}.", one_line(repaired));
            }
            let stated = |contradiction: &&Contradiction| contradiction.is_stated(&context.rows);
            for contradiction in fit.contradictions.iter().filter(stated) {
                let place = literal(&contradiction.pointer);
                let documented = literal(&contradiction.documented);
                let _ = if let Kind::Extra(_) = contradiction.kind {
                    writeln!(calls, "        .extra({place}, {documented})")
                } else {
                    let reason = contradiction.reason(page.page, &context.rows);
                    let reason = literal(&one_line(&reason));
                    writeln!(calls, "        .except({place}, {documented}, {reason})")
                };
            }
            let method = if example.request {
                "request"
            } else {
                "response"
            };
            let ty = shape_text(fit.shape, context);
            let json = text_literal(&example.json);
            let _ = writeln!(calls, "        .{method}::<{ty}>({json})");
            types.extend(fit.types);
        }
    }
    if calls.is_empty() {
        return None;
    }
    let module = page.test.clone();
    let page = page.page;
    let mut text = header(page.as_str());
    text.push_str("\nuse super::*;\n\n/// The types of the objects in the examples.\nstatic TYPES: &[Known] = &[");
    let structures = types.iter().filter_map(|name| context.api.types.get(*name));
    for item in structures {
        let _ = write!(text, "\n    Known::of::<{}>(),", item.path);
    }
    let end = if types.is_empty() { "" } else { "\n" };
    let _ = write!(
        text,
        "{end}];\n\n#[test]\nfn {module}() {{\n    Examples::of({}, TYPES)\n{};\n}}\n",
        literal(page.as_str()),
        calls.trim_end_matches('\n')
    );
    Some(PageTest { module, text })
}

/// The files below `tests`: one for each page with examples, and one that lists them.
pub fn files(
    context: &Context,
    crate_name: &str,
    areas: bool,
    tests: Vec<PageTest>,
) -> Vec<SourceFile> {
    let version = &context.api.module;
    let mut main = header("the pages with examples");
    // Examples of one area may show types of another.
    let gate = if areas {
        "#![cfg(feature = \"full\")]\n"
    } else {
        ""
    };
    let _ = write!(
        main,
        "//! Every JSON example of the pages is compared with its documented type, read into it and written back.\n\
         {gate}#![cfg_attr(rustfmt, rustfmt_skip)]\n\
         #![allow(dead_code, deprecated, unused_imports, reason = \"pages may show no example, what is deprecated, or only plain JSON\")]\n\n\
         use ::{crate_name}::{version};\n\
         use ::{crate_name}::runtime::prelude::{{Binary, Date, DateTimeOffset, Decimal, Duration, Guid, Json, TimeOfDay}};\n\
         use ::{crate_name}::runtime::testing::{{Examples, Known, List, Single}};\n\n"
    );
    let mut files = Vec::with_capacity(tests.len() + 1);
    for test in tests {
        let _ = writeln!(main, "#[rustfmt::skip]\nmod {};", test.module);
        files.push(SourceFile {
            path: format!("examples_{version}/{}.rs", test.module).into(),
            text: test.text,
        });
    }
    files.push(SourceFile {
        path: format!("examples_{version}/main.rs").into(),
        text: main,
    });
    files
}

/// What an example is read into.
fn shape_text(shape: Shape, context: &Context) -> String {
    match shape {
        Shape::Json => "Json".to_owned(),
        Shape::Body(own, _) => own.path.to_string(),
        Shape::Object(item) => item.path.to_string(),
        Shape::List(ty) => list(element_text(ty, context), context),
        Shape::Single(ty) => format!("Single<{}>", element_text(ty, context)),
    }
}

/// The type of one value.
fn element_text<'a>(ty: &TypeUse, context: &'a Context) -> &'a str {
    let named = match &ty.target {
        Target::Scalar(Scalar::Stream) | Target::Untyped | Target::Omitted(_) => None,
        Target::Scalar(scalar) => return scalar_word(*scalar),
        Target::Named(name) => context.api.types.get(name),
    };
    named.map_or("Json", |item| item.path.as_str())
}

/// A list as an example shows it, in the form of the service.
fn list(one: &str, context: &Context) -> String {
    match context.service().map(|service| &service.lists.items) {
        Some(Items::Whole) => format!("Vec<{one}>"),
        Some(Items::Member(member)) if member != IN_LIST => "Json".to_owned(),
        _ => format!("List<{one}>"),
    }
}

/// `r#"..."#` with as many `#` as the text needs; a plain literal where characters must be escaped to be seen.
fn text_literal(text: &str) -> String {
    let text: String = text.chars().filter(|&c| c != '\r').collect();
    if text.contains(markdown::is_hidden) {
        return literal(&text);
    }
    let longest = text
        .split('"')
        .skip(1)
        .map(|rest| rest.bytes().take_while(|&b| b == b'#').count())
        .max();
    let hashes = "#".repeat(longest.map_or(1, |longest| longest + 1));
    format!("r{hashes}\"{text}\"{hashes}")
}

/// Text that stays on the line of a comment.
fn one_line(text: &str) -> String {
    markdown::visible(text).replace('\n', " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_literal_holds_any_text() {
        for text in [
            "{}",
            "\"",
            "\"#",
            "a \"## b",
            "\u{0}\"#\"##",
            "",
            "a\n\u{202e}\u{2066}",
        ] {
            let text_of = text_literal(text);
            assert!(!text_of.contains(['\u{202e}', '\u{2066}']), "{text_of:?}");
            let literal: syn::LitStr = syn::parse_str(&text_of).unwrap();
            assert_eq!(literal.value(), text);
        }
    }
}
