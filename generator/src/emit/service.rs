//! Prints what a version states of its service: one `static` that every operation refers to, and what makes clients of it.

use crate::dialect::{Cloud, ErrorForm, Items, ListForm, NextPage, Service};
use crate::emit::context::Context;
use crate::emit::doc::Doc;
use crate::emit::source::literal;
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// The name of the `static`.
pub const SERVICE: &str = "SERVICE";

/// The module of the runtime with the types that describe a service.
const MODULE: &str = "docbind_runtime::service";

/// The items that the module of a version has for its service.
pub fn items(context: &Context) -> String {
    let version = context.api.version;
    let mut statement = Statement::default();
    match context.service() {
        Some(service) => statement.service(service, version),
        None => statement.name(None, version),
    }
    let types: Vec<&str> = statement.types.iter().copied().collect();
    let imports = match types.as_slice() {
        [one] => (*one).to_owned(),
        types => format!("{{{}}}", types.join(", ")),
    };
    let mut text = format!(
        "\n/// The service that the operations of this version belong to.\n\
         pub static {SERVICE}: {MODULE}::Service = {{\n    use {MODULE}::{imports};\n{}\n}};\n",
        statement.text
    );
    let base_url = context
        .service()
        .and_then(|service| service.base_url.as_ref());
    for cloud in context.service().iter().flat_map(|service| &service.clouds) {
        let place = of_version(&cloud.base_url, version);
        let words = format!("The cloud `{}`: the service at `{place}`.", cloud.name);
        for line in Doc::new(None, &words).lines() {
            let _ = write!(text, "\n/// {line}");
        }
        let _ = writeln!(
            text,
            "\npub const {}: {MODULE}::Cloud = {MODULE}::Cloud::new({}, {});",
            constant(cloud),
            literal(&place),
            texts(&cloud.scopes)
        );
    }
    let place = if base_url.is_none() { ", base_url" } else { "" };
    let _ = writeln!(
        text,
        "\ndocbind_runtime::client_functions! {{ {SERVICE}{place} }}"
    );
    text
}

/// The calls that make a service, and the types that they name.
#[derive(Default)]
struct Statement {
    text: String,
    types: BTreeSet<&'static str>,
}

impl Statement {
    fn service(&mut self, service: &Service, version: &str) {
        self.name(service.name.as_deref(), version);
        if let Some(base_url) = &service.base_url {
            self.call("base_url", &literal(&of_version(base_url, version)));
        }
        if !service.scopes.is_empty() {
            self.call("scopes", &texts(&service.scopes));
        }
        if !service.clouds.is_empty() {
            let names: Vec<String> = service.clouds.iter().map(constant).collect();
            self.call("clouds", &format!("&[{}]", names.join(", ")));
        }
        let lists = self.lists(&service.lists);
        self.call("lists", &lists);
        let errors = self.errors(&service.errors);
        self.call("errors", &errors);
        if let Some(path) = &service.batch {
            self.types.insert("BatchForm");
            self.call("batch", &format!("BatchForm::json({})", literal(path)));
        }
        if let Some(header) = &service.request_id_header {
            self.call("request_id", &literal(header));
        }
    }

    /// Where the service has no name of its own, it has that of the package which the bindings become a part of.
    fn name(&mut self, name: Option<&str>, version: &str) {
        let name = match name {
            Some(name) => literal(&format!("{name} {version}")),
            None => {
                let version = literal(&format!(" {version}"));
                format!("concat!(env!(\"CARGO_PKG_NAME\"), {version})")
            }
        };
        self.types.insert("Service");
        let _ = write!(self.text, "    Service::new({name})");
    }

    fn call(&mut self, method: &str, argument: &str) {
        let _ = write!(self.text, "\n        .{method}({argument})");
    }

    fn lists(&mut self, form: &ListForm) -> String {
        self.types.insert("ListForm");
        let mut text = match &form.items {
            Items::Whole => "ListForm::array()".to_owned(),
            Items::Member(name) => format!("ListForm::member({})", literal(name)),
        };
        if let Some(next) = &form.next {
            self.types.insert("NextPage");
            let next = match next {
                NextPage::Member(member) => format!("Link({})", literal(member)),
                NextPage::LinkHeader => "LinkHeader".to_owned(),
                NextPage::Cursor { member, query } => format!(
                    "Cursor {{ member: {}, option: {} }}",
                    literal(member),
                    literal(query)
                ),
                NextPage::Number { query } => format!(
                    "Number {{ option: {}, first: 1, size: None }}",
                    literal(query)
                ),
            };
            let _ = write!(text, ".next(NextPage::{next})");
        }
        for (method, member) in [("delta", &form.delta), ("count", &form.count)] {
            if let Some(member) = member {
                let _ = write!(text, ".{method}({})", literal(member));
            }
        }
        text
    }

    fn errors(&mut self, form: &ErrorForm) -> String {
        self.types.insert("ErrorForm");
        let pointer = |pointer: &Option<String>| match pointer {
            Some(pointer) => format!("Some({})", literal(pointer)),
            None => "None".to_owned(),
        };
        match form {
            ErrorForm::Member(member) => format!("ErrorForm::Member({})", literal(member)),
            ErrorForm::Problem => "ErrorForm::ProblemDetails".to_owned(),
            ErrorForm::Pointers { code, message } => format!(
                "ErrorForm::Pointers {{ code: {}, message: {} }}",
                pointer(code),
                pointer(message)
            ),
        }
    }
}

fn of_version(base_url: &str, version: &str) -> String {
    base_url.replace("{version}", version)
}

fn texts(texts: &[String]) -> String {
    let literals: Vec<String> = texts.iter().map(|text| literal(text)).collect();
    format!("&[{}]", literals.join(", "))
}

/// `US_GOVERNMENT`: the name of a cloud is made of small letters, digits and `-`.
fn constant(cloud: &Cloud) -> String {
    let word = |c: char| {
        if c.is_ascii_alphanumeric() {
            c.to_ascii_uppercase()
        } else {
            '_'
        }
    };
    let name: String = cloud.name.chars().map(word).collect();
    match &*name {
        SERVICE => format!("{SERVICE}_"),
        _ => name,
    }
}
