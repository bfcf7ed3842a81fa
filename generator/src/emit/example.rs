//! The examples of operation pages as tests of the bindings: read into their type, written back, compared.

use crate::api::{OperationItem, OperationPage, module_name};
use crate::emit::context::Context;
use crate::emit::source::header;
use crate::model::{Example, Target};
use crate::output::SourceFile;
use std::fmt::Write as _;

/// The test of one page.
pub struct PageTest {
    /// Its module: the page's stem.
    module: String,
    text: String,
}

/// The test of a page's examples, if it has any.
pub fn page_test(page: &OperationPage, context: &Context) -> Option<PageTest> {
    let mut calls = String::new();
    for item in &page.operations {
        for example in &item.operation.examples {
            let Some(ty) = example_type(example, item, context) else {
                continue;
            };
            if let Some(repaired) = &example.repaired {
                let _ = writeln!(calls, "        // Repaired: {}.", one_line(repaired));
            }
            let method = if example.request {
                "request"
            } else {
                "response"
            };
            let _ = writeln!(
                calls,
                "        .{method}::<{ty}>({})",
                raw_literal(&example.json)
            );
        }
    }
    if calls.is_empty() {
        return None;
    }
    let page = page.page;
    let module = module_name(page.file_stem().unwrap_or_default());
    let mut text = header(page.as_str());
    let _ = write!(
        text,
        "\nuse super::*;\n\n#[test]\nfn {module}() {{\n    Examples::of({:?})\n{};\n}}\n",
        page.as_str(),
        calls.trim_end_matches('\n')
    );
    Some(PageTest { module, text })
}

/// The files below `tests`: one for each page with examples, and one that lists them.
pub fn files(
    version: &str,
    crate_name: &str,
    areas: bool,
    tests: Vec<PageTest>,
) -> Vec<SourceFile> {
    let mut main = header("the pages with examples");
    // Examples of one area may show types of another.
    let gate = if areas {
        "#![cfg(feature = \"full\")]\n"
    } else {
        ""
    };
    let _ = write!(
        main,
        "//! Every JSON example of the pages is read into its documented type and written back: nothing may be lost.\n\
         {gate}#![allow(deprecated, unused_imports, reason = \"a page may show what is deprecated, or only plain JSON\")]\n\n\
         use {}::{version}::{{self, *}};\nuse {}::runtime::example::{{Examples, List, Single}};\nuse {}::runtime::prelude::Json;\n\n",
        crate_name, crate_name, crate_name
    );
    let mut files = Vec::with_capacity(tests.len() + 1);
    for test in tests {
        let _ = writeln!(main, "mod {};", test.module);
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

/// `r#"..."#` with as many `#` as the text needs.
fn raw_literal(text: &str) -> String {
    let text: String = text.chars().filter(|&c| c != '\r').collect();
    let longest = text
        .split('"')
        .skip(1)
        .map(|rest| rest.bytes().take_while(|&b| b == b'#').count())
        .max();
    let hashes = "#".repeat(longest.map_or(1, |longest| longest + 1));
    format!("r{hashes}\"{text}\"{hashes}")
}

fn one_line(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_raw_literal_holds_any_text() {
        for text in ["{}", "\"", "\"#", "a \"## b", "\u{0}\"#\"##", ""] {
            let literal: syn::LitStr = syn::parse_str(&raw_literal(text)).unwrap();
            assert_eq!(literal.value(), text);
        }
    }
}
