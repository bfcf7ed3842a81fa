//! Pages for the tests of the lints.

use crate::diagnostic::Code;
use crate::dialect;
use crate::lint::{Tree, check};
use crate::reader as reference;
use camino::Utf8Path;

/// A page: its path and its text.
pub(crate) type Page = (String, String);

/// A page with this text below its heading.
pub(crate) fn page(path: &str, text: &str) -> Page {
    (
        path.to_owned(),
        format!("---\ntitle: \"A page\"\n---\n# A page\n\n{text}\n"),
    )
}

/// The page of a type with these rows in its table, the first on line 16.
pub(crate) fn resource(name: &str, rows: &str) -> Page {
    let text = format!(
        "---\ntitle: \"{name}\"\ndoc_type: resourcePageType\n---\n\n# {name} resource type\n\nNamespace: microsoft.graph\n\nA {name}.\n\n## Properties\n\n\
         |Property|Type|Description|\n|:-|:-|:-|\n{rows}\n"
    );
    (format!("resources/{name}.md"), text)
}

/// The page of an operation with this request line on line 13, and further sections from line 22.
pub(crate) fn operation(stem: &str, line: &str, more: &str) -> Page {
    let text = format!(
        "---\ntitle: \"{stem}\"\ndoc_type: apiPageType\n---\n\n# Do {stem}\n\nNamespace: microsoft.graph\n\n## HTTP request\n\n\
         ```http\n{line}\n```\n\n## Response\n\nOn success, the service answers with `204 No Content`.\n\n\n\n{more}"
    );
    (format!("api/{stem}.md"), text)
}

/// A tree with nothing but these pages; whatever `..` leads to is outside and there.
struct Pages<'a>(&'a [Page]);

impl Tree for Pages<'_> {
    fn holds(&self, path: &Utf8Path) -> Option<bool> {
        let top = path.components().next()?.as_str();
        let mut names = self.0.iter().map(|(name, _)| name.as_str());
        let known = names
            .clone()
            .any(|name| name.split('/').next() == Some(top));
        known.then(|| names.any(|name| name == path))
    }

    fn leads_out(&self, path: &Utf8Path) -> bool {
        path.starts_with("..")
    }
}

/// Reads and lints `pages`; one finding of `code` must be there and say `wanted`, or none must be there.
pub(crate) fn expect(pages: &[Page], code: Code, wanted: Option<&str>) {
    let mut diagnostics = Vec::new();
    let mut documents: Vec<_> = pages
        .iter()
        .filter(|(path, _)| !path.starts_with("includes/"))
        .map(|(path, text)| {
            let path = Utf8Path::new(path);
            reference::read_and_inspect(
                path,
                text.as_bytes(),
                dialect::graph(),
                &|_| None,
                &mut diagnostics,
                &|document, parsed, findings| {
                    crate::lint::page(document, parsed, dialect::graph(), findings);
                },
            )
        })
        .collect();
    let model = crate::resolve::resolve("v1.0", &mut documents, dialect::graph(), &mut diagnostics);
    diagnostics.extend(check(&documents, &model, dialect::graph(), &Pages(pages)));
    let found: Vec<&str> = diagnostics
        .iter()
        .filter(|found| found.code == code)
        .map(|found| found.message.as_str())
        .collect();
    let wanted: Vec<&str> = wanted.into_iter().collect();
    assert_eq!(found, wanted, "{pages:#?}");
}
