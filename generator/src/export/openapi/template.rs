//! Routes to path templates. Routes that differ only in the names of their parameters have one template, as OpenAPI demands: the
//! parameters of a template are named after the segments before them, which all pages write alike.

use crate::model::{Argument, ArgumentValue, Segment};
use heck::ToKebabCase;
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// A path template of OpenAPI.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Template {
    /// `/groups/{group-id}/threads`.
    pub path: String,
    /// In order.
    pub slots: Vec<Slot>,
}

/// A parameter of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Slot {
    /// `group-id`, unique in its template.
    pub name: String,
    /// What the page calls it: `id`, `userPrincipalName`.
    pub written: Vec<String>,
    /// Whether it may hold slashes.
    pub is_path: bool,
}

/// The template of a route.
pub(super) fn template(segments: &[Segment]) -> Template {
    let mut template = Builder::default();
    for segment in segments {
        template.segment(segment);
    }
    Template {
        path: template.path,
        slots: template.slots,
    }
}

#[derive(Default)]
struct Builder {
    path: String,
    slots: Vec<Slot>,
    taken: BTreeSet<String>,
    /// The last fixed segment, in the singular.
    before: String,
}

impl Builder {
    fn segment(&mut self, segment: &Segment) {
        match segment {
            Segment::Literal(text) => {
                self.path.push('/');
                push_fixed(&mut self.path, text);
                self.remember(text);
            }
            Segment::Parameter(names) => {
                self.path.push('/');
                let name = format!("{}-id", self.before);
                self.slot(&name, names.clone(), false);
            }
            Segment::Function { name, arguments } => {
                self.path.push('/');
                push_fixed(&mut self.path, name);
                if !name.is_empty() {
                    self.remember(name);
                }
                self.arguments(arguments);
            }
            Segment::Path { parameter, closed } => {
                self.path.push_str(":/");
                let name = format!("{}-path", self.before);
                self.slot(&name, vec![parameter.clone()], true);
                if *closed {
                    self.path.push(':');
                }
            }
        }
    }

    fn arguments(&mut self, arguments: &[Argument]) {
        self.path.push('(');
        for (at, argument) in arguments.iter().enumerate() {
            if at > 0 {
                self.path.push(',');
            }
            if let Some(name) = &argument.name {
                push_fixed(&mut self.path, name);
                self.path.push('=');
            }
            let quote = if argument.quoted { "'" } else { "" };
            self.path.push_str(quote);
            match &argument.value {
                ArgumentValue::Literal(text) => push_fixed(&mut self.path, text),
                ArgumentValue::Parameter(value) => {
                    let (name, written) = match &argument.name {
                        Some(name) => (name.clone(), vec![name.clone(), value.clone()]),
                        None => (format!("{}-id", self.before), vec![value.clone()]),
                    };
                    self.slot(&name, written, false);
                }
            }
            self.path.push_str(quote);
        }
        self.path.push(')');
    }

    fn slot(&mut self, wanted: &str, written: Vec<String>, is_path: bool) {
        let mut wanted: String = wanted
            .chars()
            .map(|c| if is_plain(c) { c } else { '-' })
            .collect();
        wanted = wanted.trim_matches('-').to_owned();
        if wanted.is_empty() {
            "value".clone_into(&mut wanted);
        }
        let name = unique(wanted, "-", |name| !self.taken.insert(name.to_owned()));
        self.path.push('{');
        self.path.push_str(&name);
        self.path.push('}');
        self.slots.push(Slot {
            name,
            written,
            is_path,
        });
    }

    fn remember(&mut self, text: &str) {
        self.before = singular(&last_name(text).to_kebab_case());
    }
}

/// `wanted`, or the first of `wanted-2`, `wanted-3` ... that is free. A name that is free is taken by the question.
pub(super) fn unique(wanted: String, dash: &str, mut is_taken: impl FnMut(&str) -> bool) -> String {
    if !is_taken(&wanted) {
        return wanted;
    }
    let mut number = 2_u32;
    loop {
        let name = format!("{wanted}{dash}{number}");
        if !is_taken(&name) {
            return name;
        }
        number = number.saturating_add(1);
    }
}

/// A qualified name without its namespace.
pub(super) fn last_name(text: &str) -> &str {
    text.rsplit('.').next().unwrap_or(text)
}

fn is_plain(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.')
}

/// Text of the page keeps what a path may hold and what means nothing in a template.
fn push_fixed(path: &mut String, text: &str) {
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => path.push(char::from(byte)),
            b'-' | b'.' | b'_' | b'~' | b'$' | b'@' | b':' | b'!' | b'*' | b',' | b'=' | b'\'' => {
                path.push(char::from(byte));
            }
            _ => {
                let _ = write!(path, "%{byte:02X}");
            }
        }
    }
}

/// `policies` to `policy`, `users` to `user`.
pub(super) fn singular(text: &str) -> String {
    const IN_ES: [&str; 4] = ["sses", "xes", "ches", "shes"];
    let stem = |ending: &str| text.strip_suffix(ending).filter(|stem| stem.len() > 1);
    if let Some(stem) = stem("ies") {
        return format!("{stem}y");
    }
    let cut = if IN_ES.iter().any(|ending| text.ends_with(ending)) {
        stem("es")
    } else if text.ends_with("ss") || text.ends_with("us") {
        None
    } else {
        stem("s")
    };
    cut.unwrap_or(text).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn literal(text: &str) -> Segment {
        Segment::Literal(text.to_owned())
    }

    fn parameter(name: &str) -> Segment {
        Segment::Parameter(vec![name.to_owned()])
    }

    fn function(name: &str, arguments: &[(Option<&str>, bool, &str)]) -> Segment {
        let argument = |(name, quoted, value): &(Option<&str>, bool, &str)| Argument {
            name: name.map(str::to_owned),
            quoted: *quoted,
            value: ArgumentValue::Parameter((*value).to_owned()),
        };
        Segment::Function {
            name: name.to_owned(),
            arguments: arguments.iter().map(argument).collect(),
        }
    }

    #[test]
    fn names_of_pages_do_not_show() {
        let of = |name| {
            template(&[
                literal("mailFolders"),
                parameter(name),
                literal("childFolders"),
                parameter(name),
            ])
        };
        let path = "/mailFolders/{mail-folder-id}/childFolders/{child-folder-id}";
        assert_eq!(of("id").path, path);
        assert_eq!(of("folderId").path, path);
        assert_eq!(of("folderId").slots[1].written, ["folderId"]);
    }

    #[test]
    fn names_are_unique_in_their_template() {
        let same = template(&[
            literal("groups"),
            parameter("id"),
            literal("groups"),
            parameter("id"),
            parameter("x"),
        ]);
        assert_eq!(
            same.path,
            "/groups/{group-id}/groups/{group-id-2}/{group-id-3}"
        );
        assert_eq!(template(&[parameter("id")]).path, "/{id}");
    }

    #[test]
    fn arguments_of_functions_are_parameters_of_the_path() {
        let named = [(Some("period"), true, "period_value")];
        assert_eq!(
            template(&[literal("reports"), function("getUsage", &named)]).path,
            "/reports/getUsage(period='{period}')"
        );
        let key = [(None, false, "id")];
        assert_eq!(
            template(&[function("companies", &key), function("items", &key)]).path,
            "/companies({company-id})/items({item-id})"
        );
        let bare = [(Some("key"), true, "id"), (Some("other"), false, "x")];
        assert_eq!(
            template(&[literal("me"), function("", &bare)]).path,
            "/me/(key='{key}',other={other})"
        );
    }

    #[test]
    fn paths_in_paths_are_one_parameter() {
        let path = Segment::Path {
            parameter: "item path".to_owned(),
            closed: true,
        };
        let found = template(&[literal("root"), path, literal("content")]);
        assert_eq!(found.path, "/root:/{root-path}:/content");
        assert!(found.slots[0].is_path);
    }

    #[test]
    fn fixed_text_opens_no_parameter() {
        assert_eq!(
            template(&[literal("a{b}?c d/\u{e9}")]).path,
            "/a%7Bb%7D%3Fc%20d%2F%C3%A9"
        );
    }

    #[test]
    fn words_have_a_singular() {
        let words = ["policies", "classes", "boxes", "users", "status", "s"];
        assert_eq!(
            words.map(singular),
            ["policy", "class", "box", "user", "status", "s"]
        );
    }
}
