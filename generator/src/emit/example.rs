//! The examples of operation pages as tests of the bindings: compared with their type, read into it and written back.

use crate::api::{OperationItem, OperationPage};
use crate::emit::context::Context;
use crate::emit::markdown;
use crate::emit::source::{header, literal};
use crate::model::{Example, QualifiedName, Target};
use crate::output::SourceFile;
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// The test of one page.
pub struct PageTest {
    /// Its module: the page's stem.
    module: String,
    text: String,
}

/// A place where an example is known to contradict the documentation. The test lists it, and lets only what is listed pass.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownContradiction {
    /// Where in the example, as a JSON pointer: `/value/0/size`.
    pub pointer: String,
    /// What the documentation has, and where.
    pub reason: String,
}

/// The test of a page's examples, if it has any. `known` gives the contradictions of an example, in its order.
pub fn page_test(
    page: &OperationPage,
    context: &Context,
    known: &dyn Fn(&Example) -> Vec<KnownContradiction>,
) -> Option<PageTest> {
    let mut calls = String::new();
    for item in &page.operations {
        for example in &item.operation.examples {
            let Some(ty) = example_type(example, item, context) else {
                continue;
            };
            if let Some(repaired) = &example.repaired {
                let _ = writeln!(calls, "        // Repaired: {}.", one_line(repaired));
            }
            for KnownContradiction { pointer, reason } in known(example) {
                let (pointer, reason) = (literal(&pointer), literal(&one_line(&reason)));
                let _ = writeln!(calls, "        .except({pointer}, {reason})");
            }
            let method = if example.request {
                "request"
            } else {
                "response"
            };
            let _ = writeln!(
                calls,
                "        .{method}::<{ty}>({})",
                text_literal(&example.json)
            );
        }
    }
    if calls.is_empty() {
        return None;
    }
    let module = page.test.clone();
    let page = page.page;
    let mut text = header(page.as_str());
    let _ = write!(
        text,
        "\nuse super::*;\n\n#[test]\nfn {module}() {{\n    Examples::of({}, TYPES)\n{};\n}}\n",
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
         use ::{crate_name}::runtime::prelude::Json;\n\
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
    main.push_str(
        "\n/// The types that an object may name as its own, and that relationships lead to.\nstatic TYPES: &[Known] = &[\n",
    );
    for (name, item) in &context.api.types {
        if item.structure().is_some() {
            let form = if is_open(name, context) { "open" } else { "of" };
            let _ = writeln!(main, "    Known::{form}::<{}>(),", item.path);
        }
    }
    main.push_str("];\n");
    files.push(SourceFile {
        path: format!("examples_{version}/main.rs").into(),
        text: main,
    });
    files
}

/// Whether objects of a type may have members that no page lists: it or a type that it is based on is open.
fn is_open(name: &QualifiedName, context: &Context) -> bool {
    let of = |name: &QualifiedName| Some(context.api.types.get(name)?.structure()?.ty);
    let mut seen = BTreeSet::new();
    let mut next = Some(name);
    while let Some(name) = next.filter(|name| seen.insert(*name)) {
        let Some(ty) = of(name) else { return false };
        if ty.open {
            return true;
        }
        next = ty.base.as_ref();
    }
    false
}

/// The type an example is read into. A body of parameters or of changes has a type of its own.
fn example_type(example: &Example, item: &OperationItem, context: &Context) -> Option<String> {
    if let Some(body) = item.body.own.as_ref().filter(|_| example.request) {
        return Some(body.path.to_string());
    }
    if example.status.is_some_and(|status| status >= 400) {
        return Some("Json".to_owned());
    }
    let of = match &example.ty.target {
        Target::Named(name) => Some(context.api.types.get(name)?),
        Target::Scalar(_) | Target::Untyped | Target::Omitted(_) => None,
    };
    let one = of.map_or("Json", |of| of.path.as_str());
    let is_enumeration = of.is_some_and(|of| of.structure().is_none());
    Some(match example.ty.collection {
        true => format!("List<{one}>"),
        false if is_enumeration => format!("Single<{one}>"),
        false => one.to_owned(),
    })
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
