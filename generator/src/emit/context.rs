//! What the files of one version share: the API, and how pages are linked.

use crate::api::{Api, Element, Place, ResponseType, ValueType};
use crate::dialect::Service;
use crate::emit::Options;
use crate::emit::source::Source;
use crate::emit::syntax::{generic, ident, named, of_path, type_text};
use crate::fit::Rows;
use crate::model::QualifiedName;
use camino::Utf8Path;
use syn::Type;

/// One version's API with what emission was told.
pub struct Context<'a> {
    /// What is printed.
    pub api: &'a Api<'a>,
    /// Where the rows of tables stand.
    pub rows: Rows<'a>,
    options: &'a Options,
}

impl<'a> Context<'a> {
    /// The context of the files of `api`.
    pub fn new(api: &'a Api<'a>, options: &'a Options, rows: Rows<'a>) -> Self {
        Self { api, rows, options }
    }

    /// Whether tests of the pages' examples are made.
    pub fn is_tested(&self) -> bool {
        self.options.tested_crate.is_some()
    }

    /// The service that the version speaks to, if anything is known of it.
    pub fn service(&self) -> Option<&'a Service> {
        self.options.services.get(self.api.version)
    }

    /// Where a type of the model lives.
    pub fn place(&self, name: &QualifiedName) -> Option<&'a Place> {
        self.api.types.get(name).map(|item| &item.place)
    }

    /// The type of one value in a file.
    pub fn element(&self, element: Element, source: &mut Source) -> Type {
        let path = match element {
            Element::Rust(name) => return named(name),
            Element::Runtime(name) => source.runtime(name),
            Element::Model(name) => match self.place(name) {
                Some(place) => source.type_path(place),
                None => source.runtime("Json"),
            },
        };
        of_path(path)
    }

    /// The type of a value or of several in a file.
    pub fn value(&self, ty: ValueType, source: &mut Source) -> Type {
        let mut value = self.element(ty.element, source);
        if ty.many {
            value = generic(ident("Vec").into(), value);
        }
        if ty.linked {
            value = generic(source.runtime("Link"), value);
        }
        value
    }

    /// The type of an answer in the text of a file.
    pub fn response(&self, ty: ResponseType, source: &mut Source) -> String {
        match ty {
            ResponseType::Nothing => "()".to_owned(),
            ResponseType::Accepted => type_text(&source.runtime("Accepted")),
            ResponseType::Content => type_text(&source.runtime("Content")),
            ResponseType::Page(item) => {
                let page = source.runtime("Page");
                type_text(&generic(page, self.element(item, source)))
            }
            ResponseType::Value(value) => type_text(&self.value(value, source)),
            ResponseType::Scalar(value) => {
                let scalar = source.runtime("Scalar");
                type_text(&generic(scalar, self.value(value, source)))
            }
        }
    }

    /// The feature that a type needs.
    pub fn feature(&self, element: Element) -> Option<&'a str> {
        match element {
            Element::Model(name) => self.place(name)?.feature.as_deref(),
            Element::Rust(_) | Element::Runtime(_) => None,
        }
    }

    /// `[the page](https://...)` where the configuration says how pages are linked, else the path of the page.
    pub fn page_words(&self, page: &Utf8Path) -> String {
        let Some(template) = self.options.page_link.as_deref() else {
            return format!("`{page}`");
        };
        let link = template
            .replace("{version}", self.api.version)
            .replace("{stem}", page.file_stem().unwrap_or_default())
            .replace("{page}", page.with_extension("").as_str());
        format!("[{page}]({link})")
    }
}
