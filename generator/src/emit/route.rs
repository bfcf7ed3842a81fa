//! A route to a constructor: its name, its arguments and the template of its path.

use crate::emit::name::{Scope, singular, snake, value_name};
use crate::model::{Argument, ArgumentValue, Property, Route, Scalar, Segment, Target};
use std::collections::BTreeSet;

/// A route ready to be written as a constructor.
#[derive(Debug, PartialEq, Eq)]
pub struct Constructor {
    /// `in_groups`.
    pub name: String,
    /// In the order of the path.
    pub arguments: Vec<PathArgument>,
    /// `/groups/{}/threads`; the slots are those of `docbind_runtime::Call`.
    pub template: String,
    /// Fixed and variable query pairs of the route.
    pub query: Vec<QueryPair>,
    /// The route as on the page.
    pub path: String,
}

/// An argument that fills a slot.
#[derive(Debug, PartialEq, Eq)]
pub struct PathArgument {
    /// `group_id`.
    pub name: String,
    /// Its documented type, for function arguments.
    pub scalar: Scalar,
    /// What the page says about it.
    pub description: Option<String>,
    /// Other names that the page gives the slot: `id`, `userPrincipalName`.
    pub alternatives: Vec<String>,
}

/// A pair of a route's query.
#[derive(Debug, PartialEq, Eq)]
pub struct QueryPair {
    /// As on the wire.
    pub name: String,
    /// A fixed text, or an argument's name.
    pub value: QueryValue,
}

/// The value of a query pair.
#[derive(Debug, PartialEq, Eq)]
pub enum QueryValue {
    /// As on the page.
    Fixed(String),
    /// The caller's.
    Argument(String),
}

/// The constructors of an operation's routes. Their names depend on the set of routes, never on its order.
pub fn constructors(
    routes: &[Route],
    parameters: &[Property],
    taken: &[&'static str],
) -> Vec<Constructor> {
    let names = names(routes, taken);
    routes
        .iter()
        .zip(names)
        .map(|(route, name)| constructor(route, name, parameters))
        .collect()
}

/// The segments that do not vary, as words: `[groups, threads]`.
fn fixed_words(route: &Route) -> Vec<String> {
    let mut words = Vec::new();
    for segment in &route.segments {
        match segment {
            Segment::Literal(text) => {
                let word = text.rsplit('.').next().unwrap_or(text);
                words.push(snake(word));
            }
            Segment::Function { name, arguments } => {
                let name = name.rsplit('.').next().unwrap_or(name);
                words.push(snake(name));
                if let [
                    Argument {
                        name: Some(key), ..
                    },
                ] = &arguments[..]
                {
                    words.push(format!("by_{}", snake(key)));
                }
            }
            Segment::Path { parameter, .. } => words.push(format!("by_{}", snake(parameter))),
            Segment::Parameter(_) => {}
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// `me`, `in_groups`, and where two routes share their first segment, also the first one that only the longer has.
fn names(routes: &[Route], taken: &[&'static str]) -> Vec<String> {
    let words: Vec<Vec<String>> = routes.iter().map(fixed_words).collect();
    let mut order: Vec<usize> = (0..routes.len()).collect();
    order.sort_by_key(|&i| {
        (
            words[i].len(),
            routes[i].segments.len(),
            &words[i],
            &routes[i].path,
        )
    });
    let mut scope = Scope::with(taken);
    let mut names = vec![String::new(); routes.len()];
    let mut named: Vec<usize> = Vec::new();
    for i in order {
        let root = words[i].first().map_or("root", String::as_str);
        let start = if root == "me" {
            "me".to_owned()
        } else {
            format!("in_{root}")
        };
        let same_root = |other: &&Vec<String>| other.first() == words[i].first();
        let others = words
            .iter()
            .filter(same_root)
            .filter(|other| **other != words[i]);
        let elsewhere: BTreeSet<&String> = others.flatten().collect();
        let before: BTreeSet<&String> = named
            .iter()
            .map(|&other| &words[other])
            .filter(same_root)
            .flatten()
            .collect();
        let tail = || words[i].iter().skip(1);
        let own = tail().filter(|word| !elsewhere.contains(word));
        let new = tail().filter(|word| !before.contains(word));
        let joined = words[i]
            .iter()
            .skip(1)
            .fold(start.clone(), |name, word| format!("{name}_{word}"));
        // The first segment alone names a route only where no other of its length has it too.
        let alike = words
            .iter()
            .filter(|other| other.first() == words[i].first() && other.len() == words[i].len())
            .any(|other| *other != words[i]);
        let short = (!alike).then(|| start.clone());
        let candidates = short
            .into_iter()
            .chain(own.chain(new).map(|word| format!("{start}_{word}")))
            .chain(std::iter::once(joined.clone()));
        let name = candidates
            .map(|name| value_name(&name))
            .find(|name| !scope.contains(name))
            .unwrap_or_else(|| value_name(&joined));
        names[i] = scope.claim(name);
        named.push(i);
    }
    names
}

fn constructor(route: &Route, name: String, parameters: &[Property]) -> Constructor {
    let mut slots = Slots {
        // Names of the other arguments and of the constructor itself.
        scope: Scope::with(&["self", "body", "content", "url"]),
        arguments: Vec::new(),
        parameters,
        repeated: repeated(route),
    };
    let mut template = String::new();
    let mut previous = String::new();
    for segment in &route.segments {
        match segment {
            Segment::Literal(text) => {
                template.push('/');
                push_fixed(&mut template, text);
                text.rsplit('.')
                    .next()
                    .unwrap_or(text)
                    .clone_into(&mut previous);
            }
            Segment::Parameter(names) => {
                template.push_str("/{}");
                slots.segment(names, &previous);
            }
            Segment::Function { name, arguments } => {
                template.push('/');
                push_fixed(&mut template, name);
                template.push('(');
                for (i, argument) in arguments.iter().enumerate() {
                    if i > 0 {
                        template.push(',');
                    }
                    slots.argument(argument, &mut template, name);
                }
                template.push(')');
                name.clone_into(&mut previous);
            }
            Segment::Path { parameter, closed } => {
                template.push_str(":/{+}");
                if *closed {
                    template.push(':');
                }
                slots.named(parameter, Vec::new());
            }
        }
    }
    let query = slots.query(route.query.as_deref().unwrap_or_default());
    Constructor {
        name,
        arguments: slots.arguments,
        template,
        query,
        path: route.path.clone(),
    }
}

/// Fixed text keeps what a path may hold; anything else is encoded by hand so that no brace opens a slot.
fn push_fixed(template: &mut String, text: &str) {
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z'
            | b'A'..=b'Z'
            | b'0'..=b'9'
            | b'-'
            | b'.'
            | b'_'
            | b'~'
            | b'$'
            | b'@'
            | b':'
            | b'!'
            | b'*'
            | b','
            | b'='
            | b'\'' => {
                template.push(char::from(byte));
            }
            _ => template.push_str(&format!("%{byte:02X}")),
        }
    }
}

/// Parameter names that one route uses twice.
fn repeated(route: &Route) -> BTreeSet<String> {
    let mut seen = BTreeSet::new();
    let mut twice = BTreeSet::new();
    for segment in &route.segments {
        if let Segment::Parameter(names) = segment
            && let Some(name) = names.first()
            && !seen.insert(snake(name))
        {
            twice.insert(snake(name));
        }
    }
    twice
}

struct Slots<'a> {
    scope: Scope,
    arguments: Vec<PathArgument>,
    parameters: &'a [Property],
    repeated: BTreeSet<String>,
}

impl Slots<'_> {
    /// `{id}`, `{id | userPrincipalName}` and repeated names take their name from the segment before: `user_id`.
    fn segment(&mut self, names: &[String], previous: &str) {
        let name = names.first().map(String::as_str).unwrap_or_default();
        let plain = snake(name);
        let vague =
            plain.is_empty() || plain == "id" || names.len() > 1 || self.repeated.contains(&plain);
        let one = format!("{}_id", snake(&singular(previous)));
        let many = format!("{}_id", snake(previous));
        let own = if !previous.is_empty() && (vague || plain == many) {
            one
        } else {
            plain
        };
        let alternatives = if names.len() > 1 {
            names.to_vec()
        } else {
            Vec::new()
        };
        let documented = self.documented(name);
        let description = documented.and_then(|property| property.description.clone());
        self.push(&own, Scalar::String, description, alternatives);
    }

    fn named(&mut self, name: &str, alternatives: Vec<String>) -> String {
        let description = self
            .documented(name)
            .and_then(|property| property.description.clone());
        self.push(name, Scalar::String, description, alternatives)
    }

    /// A function's argument: `period='{}'` in quotes for text, bare for numbers and dates.
    fn argument(&mut self, argument: &Argument, template: &mut String, function: &str) {
        if let Some(name) = &argument.name {
            push_fixed(template, name);
            template.push('=');
        }
        match &argument.value {
            ArgumentValue::Literal(text) => {
                let quote = if argument.quoted { "'" } else { "" };
                template.push_str(quote);
                push_fixed(template, text);
                template.push_str(quote);
            }
            ArgumentValue::Parameter(value) => {
                let documented = argument
                    .name
                    .as_deref()
                    .and_then(|name| self.documented(name))
                    .or_else(|| self.documented(value));
                let scalar = match documented.map(|property| &property.ty.target) {
                    Some(Target::Scalar(scalar)) => *scalar,
                    _ => Scalar::String,
                };
                template.push_str(if argument.quoted { "{'}" } else { "{=}" });
                let description = documented.and_then(|property| property.description.clone());
                let fallback = format!("{}_key", singular(function));
                let name = argument
                    .name
                    .as_deref()
                    .unwrap_or(if snake(value).is_empty() {
                        &fallback
                    } else {
                        value
                    });
                self.push(name, scalar, description, Vec::new());
            }
        }
    }

    /// Pairs of the route's query: `startDateTime={start}` becomes an argument, a fixed pair stays, system options are left
    /// to the methods for them.
    fn query(&mut self, query: &str) -> Vec<QueryPair> {
        let mut pairs = Vec::new();
        for pair in query.split('&') {
            let Some((name, value)) = pair.split_once('=') else {
                continue;
            };
            let (name, value) = (name.trim(), value.trim());
            let placeholder = value
                .strip_prefix('{')
                .and_then(|rest| rest.strip_suffix('}'));
            if name.is_empty() || name.starts_with('$') {
                continue;
            }
            let value = match placeholder {
                Some(_) => QueryValue::Argument(self.named(name, Vec::new())),
                None => QueryValue::Fixed(value.to_owned()),
            };
            pairs.push(QueryPair {
                name: name.to_owned(),
                value,
            });
        }
        pairs
    }

    fn documented(&self, name: &str) -> Option<&Property> {
        let key = snake(name);
        self.parameters
            .iter()
            .find(|property| snake(&property.name) == key)
    }

    fn push(
        &mut self,
        name: &str,
        scalar: Scalar,
        description: Option<String>,
        alternatives: Vec<String>,
    ) -> String {
        let name = self.scope.claim(value_name(name));
        self.arguments.push(PathArgument {
            name: name.clone(),
            scalar,
            description,
            alternatives,
        });
        name
    }
}
