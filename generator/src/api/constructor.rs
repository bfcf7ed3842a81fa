//! A route to a constructor: its name, its arguments and the template of its path.

use crate::api::constructor_name;
use crate::api::name::{shortened, value_of_snake};
use crate::api::name_allocator::NameAllocator;
use crate::api::value::ArgumentType;
use crate::api::words::{Words, last_part};
use crate::model::{
    Argument, ArgumentValue, Permissions, Property, Route, Scalar, Segment, Target,
};
use std::collections::{BTreeMap, BTreeSet};

/// A route ready to be written as a constructor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Constructor<'m> {
    /// `in_groups`.
    pub name: String,
    /// In the order of the path.
    pub arguments: Vec<PathArgument<'m>>,
    /// `/groups/{}/threads`; the slots are those of `docbind_runtime::Call`.
    pub template: String,
    /// Fixed and variable query pairs of the route.
    pub query: Vec<QueryPair>,
    /// The route as on the page.
    pub path: &'m str,
    /// Who may call, where the page says other things about other routes.
    pub permissions: Option<RoutePermissions<'m>>,
}

/// The permissions of one route.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoutePermissions<'m> {
    /// The constant's name: `IN_GROUPS_PERMISSIONS`.
    pub name: String,
    /// Who may call.
    pub permissions: &'m Permissions,
}

impl<'m> RoutePermissions<'m> {
    fn new(constructor: &str, permissions: &'m Permissions) -> Self {
        let constructor = constructor.trim_start_matches("r#").to_ascii_uppercase();
        Self {
            name: format!("{constructor}_PERMISSIONS"),
            permissions,
        }
    }
}

/// An argument that fills a slot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathArgument<'m> {
    /// `group_id`.
    pub name: String,
    /// Text, unless the page gives a function argument another type.
    pub ty: ArgumentType,
    /// What the page says about it.
    pub description: Option<&'m str>,
    /// The names that the page gives the slot, where it gives several: `id`, `userPrincipalName`.
    pub alternatives: &'m [String],
}

/// A pair of a route's query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryPair {
    /// As on the wire.
    pub name: String,
    /// A fixed text, or an argument's name.
    pub value: QueryValue,
}

/// The value of a query pair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum QueryValue {
    /// As on the page.
    Fixed(String),
    /// The caller's.
    Argument(String),
}

/// More pairs of a route's query than this are left to the caller: each is a call around the others.
pub(super) const MOST_PAIRS: usize = 32;

/// The pairs of a route's query that are not system options, as name and value.
pub(super) fn query_pairs(query: &str) -> impl Iterator<Item = (&str, &str)> {
    query
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .map(|(name, value)| (name.trim(), value.trim()))
        .filter(|(name, _)| !name.is_empty() && !name.starts_with('$'))
}

/// The constructors of an operation's routes, in page order. Their names depend on the set of routes, never on its order.
pub(super) fn constructors<'m>(
    routes: &'m [Route],
    parameters: &'m [Property],
    taken: &[&'static str],
    words: &Words<'m>,
) -> Vec<Constructor<'m>> {
    let documented = parameters
        .iter()
        .rev()
        .map(|parameter| (words.snake(&parameter.name).into_owned(), parameter))
        .collect();
    routes
        .iter()
        .zip(constructor_name::names(routes, taken, words))
        .map(|(route, name)| constructor(route, name, &documented, words))
        .collect()
}

fn constructor<'m>(
    route: &'m Route,
    name: String,
    documented: &BTreeMap<String, &'m Property>,
    words: &Words<'m>,
) -> Constructor<'m> {
    let mut slots = Slots {
        // Names of the other arguments and of the constructor itself.
        names: NameAllocator::with(&["self", "body", "content", "url"]),
        arguments: Vec::new(),
        repeated: repeated(route, words),
        documented,
        words,
    };
    let mut template = String::new();
    let mut previous = "";
    for segment in &route.segments {
        match segment {
            Segment::Literal(text) => {
                template.push('/');
                push_fixed(&mut template, text);
                previous = last_part(text);
            }
            Segment::Parameter(names) => {
                template.push_str("/{}");
                slots.segment(names, previous);
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
                previous = name;
            }
            Segment::Path { parameter, closed } => {
                template.push_str(":/{+}");
                if *closed {
                    template.push(':');
                }
                slots.named(parameter);
            }
        }
    }
    let query = slots.query(route.query.as_deref().unwrap_or_default());
    Constructor {
        permissions: route
            .permissions
            .as_ref()
            .map(|own| RoutePermissions::new(&name, own)),
        name,
        arguments: slots.arguments,
        template,
        query,
        path: &route.path,
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
fn repeated(route: &Route, words: &Words) -> BTreeSet<String> {
    let mut seen = BTreeSet::new();
    let mut twice = BTreeSet::new();
    for segment in &route.segments {
        let names: Vec<&String> = match segment {
            Segment::Parameter(names) => names.first().into_iter().collect(),
            Segment::Function { arguments, .. } => arguments.iter().filter_map(slot_name).collect(),
            Segment::Literal(_) | Segment::Path { .. } => Vec::new(),
        };
        for name in names {
            let name = words.snake(name);
            if !seen.insert(name.clone()) {
                twice.insert(name.into_owned());
            }
        }
    }
    twice
}

/// What the slot of a function argument or of a key is called, if it is one.
fn slot_name(argument: &Argument) -> Option<&String> {
    match (&argument.name, &argument.value) {
        (_, ArgumentValue::Literal(_)) => None,
        (Some(name), ArgumentValue::Parameter(_)) | (None, ArgumentValue::Parameter(name)) => {
            Some(name)
        }
    }
}

/// The slots of one template, while its path is read.
struct Slots<'w, 'm> {
    names: NameAllocator,
    arguments: Vec<PathArgument<'m>>,
    repeated: BTreeSet<String>,
    /// What the page says about parameters, by their names in snake case.
    documented: &'w BTreeMap<String, &'m Property>,
    words: &'w Words<'m>,
}

impl<'m> Slots<'_, 'm> {
    /// `{id}`, `{id | userPrincipalName}` and repeated names take their name from the segment before: `user_id`.
    fn segment(&mut self, names: &'m [String], previous: &str) {
        let name = names.first().map(String::as_str).unwrap_or_default();
        let plain = self.words.snake(name);
        let own = self.qualified(&plain, previous, names.len() > 1);
        let alternatives = if names.len() > 1 { names } else { &[] };
        let description = self.described(&plain);
        self.push(&own, ArgumentType::Text, description, alternatives);
    }

    /// The name of a slot behind the collection `previous`: a name that would not tell whose it is says it.
    fn qualified(&self, plain: &str, previous: &str, several: bool) -> String {
        let vague = several || plain.is_empty() || plain == "id" || self.repeated.contains(plain);
        let is_plural = || plain == format!("{}_id", self.words.snake(previous));
        if !previous.is_empty() && (vague || is_plural()) {
            format!("{}_id", self.words.singular(previous))
        } else {
            plain.to_owned()
        }
    }

    fn named(&mut self, name: &str) -> String {
        let name = self.words.snake(name);
        let description = self.described(&name);
        self.push(&name, ArgumentType::Text, description, &[])
    }

    /// A function's argument: `period='{}'` in quotes for text, bare for numbers and dates.
    fn argument(&mut self, argument: &'m Argument, template: &mut String, function: &str) {
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
                let value = self.words.snake(value);
                let key = argument.name.as_deref().map(|name| self.words.snake(name));
                let documented = key
                    .as_ref()
                    .and_then(|name| self.documented.get(&**name))
                    .or_else(|| self.documented.get(&*value));
                let scalar = match documented.map(|property| &property.ty.target) {
                    Some(Target::Scalar(scalar)) => *scalar,
                    _ => Scalar::String,
                };
                template.push_str(if argument.quoted { "{'}" } else { "{=}" });
                let description = documented.and_then(|property| property.description.as_deref());
                let name = match key {
                    Some(key) if self.repeated.contains(&*key) => {
                        self.qualified(&key, last_part(function), false)
                    }
                    Some(key) => key.into_owned(),
                    None if value.is_empty() => format!("{}_key", self.words.singular(function)),
                    // `companies({id})` is `companies/{id}` in another form.
                    None => self.qualified(&value, last_part(function), false),
                };
                self.push(&name, ArgumentType::of(scalar), description, &[]);
            }
        }
    }

    /// Pairs of the route's query: `startDateTime={start}` becomes an argument, a fixed pair stays, system options are left
    /// to the methods for them.
    fn query(&mut self, query: &str) -> Vec<QueryPair> {
        let mut pairs = Vec::new();
        for (name, value) in query_pairs(query).take(MOST_PAIRS) {
            let placeholder = value
                .strip_prefix('{')
                .and_then(|rest| rest.strip_suffix('}'));
            let value = match placeholder {
                Some(_) => QueryValue::Argument(self.named(name)),
                None => QueryValue::Fixed(value.to_owned()),
            };
            pairs.push(QueryPair {
                name: name.to_owned(),
                value,
            });
        }
        pairs
    }

    /// What the page says about a parameter, by its name in snake case.
    fn described(&self, name: &str) -> Option<&'m str> {
        self.documented.get(name)?.description.as_deref()
    }

    /// Adds an argument under a name in snake case.
    fn push(
        &mut self,
        name: &str,
        ty: ArgumentType,
        description: Option<&'m str>,
        alternatives: &'m [String],
    ) -> String {
        let name = self.names.claim(value_of_snake(shortened(name)));
        self.arguments.push(PathArgument {
            name: name.clone(),
            ty,
            description,
            alternatives,
        });
        name
    }
}
