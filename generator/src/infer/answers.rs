//! How lists and errors are answered, as examples show it.

use crate::dialect::{Dialect, ErrorForm, Items, ListForm};
use crate::infer::InferredKey;
use crate::model::FIRST_ERROR;
use crate::reader::{Document, Example, ExampleKind, Operation};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

/// What members beside the items of a list say, without `_`, `-` and capital letters.
const AROUND_ITEMS: [&str; 26] = [
    "after",
    "before",
    "continuation",
    "continuationtoken",
    "count",
    "cursor",
    "hasmore",
    "limit",
    "next",
    "nextcursor",
    "nextlink",
    "nextpage",
    "nextpagetoken",
    "nexttoken",
    "nexturl",
    "offset",
    "page",
    "pages",
    "pagesize",
    "perpage",
    "prev",
    "previous",
    "size",
    "total",
    "totalcount",
    "totalitems",
];
/// Of these, the ones that lead to the next page, and those that count the items.
const NEXT: [&str; 11] = [
    "nextlink",
    "nexturl",
    "nextpage",
    "next",
    "nextcursor",
    "nextpagetoken",
    "nexttoken",
    "continuationtoken",
    "continuation",
    "cursor",
    "after",
];
const COUNTS: [&str; 4] = ["total", "totalcount", "totalitems", "count"];
/// Query parameters with the number of a page.
const PAGE_NUMBERS: [&str; 3] = ["page", "pagenumber", "pageno"];

/// The keys of `[lists]` and `[errors]`, where they are not those of the dialect.
pub(super) fn keys(documents: &[Document], dialect: &Dialect) -> Vec<InferredKey> {
    let asked = query_parameters(documents);
    let mut lists: BTreeMap<List, usize> = BTreeMap::new();
    let mut links = 0_usize;
    let mut errors: BTreeMap<ErrorPlace, usize> = BTreeMap::new();
    for (status, example) in responses(documents) {
        let Some(json) = example.body.as_ref().and_then(|body| body.json.as_ref()) else {
            continue;
        };
        if status >= FIRST_ERROR {
            if let Some(found) = error(json, is_problem(example)) {
                *errors.entry(found).or_default() += 1;
            }
        } else if let Some(list) = list(json, &dialect.service.lists) {
            *lists.entry(list).or_default() += 1;
            links += usize::from(has_next_link(example));
        }
    }
    let mut keys = Vec::new();
    let total: usize = lists.values().sum();
    let most = lists.into_iter().max_by_key(|(_, times)| *times);
    if let Some((list, times)) = most
        && list != List::Usual
    {
        keys.extend(list_keys(&list, (times, total, links), &asked));
    }
    keys.extend(error_keys(errors, dialect));
    keys
}

/// Shown responses with their status.
fn responses(documents: &[Document]) -> impl Iterator<Item = (u16, &Example)> {
    let operations = documents.iter().flat_map(|document| &document.operations);
    operations
        .flat_map(|operation| &operation.examples)
        .filter_map(|example| match &example.kind {
            ExampleKind::Response { status } => Some((*status, example)),
            ExampleKind::Request { .. } => None,
        })
}

/// The query parameters that pages list, by their names without `_`, `-` and capital letters.
fn query_parameters(documents: &[Document]) -> BTreeMap<String, &str> {
    let operations = documents.iter().flat_map(|document| &document.operations);
    let listed = operations.flat_map(|operation: &Operation| &operation.query_parameters);
    let names = listed.map(|parameter| parameter.name.value.as_str());
    names.map(|name| (folded(name), name)).collect()
}

fn folded(name: &str) -> String {
    name.to_lowercase().replace(['_', '-'], "")
}

/// How a list is answered.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum List {
    /// As the dialect has it.
    Usual,
    /// A JSON array.
    Array,
    /// In a member of an object, beside others.
    Member {
        items: String,
        next: Option<Next>,
        count: Option<String>,
    },
}

/// A member that leads to the next page.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Next {
    /// By its address.
    Link(String),
    /// By what a request takes along.
    Cursor(String),
}

fn list(json: &Value, usual: &ListForm) -> Option<List> {
    let object = match json {
        Value::Array(items) => return items.first()?.is_object().then_some(List::Array),
        Value::Object(object) => object,
        _ => return None,
    };
    if let Items::Member(name) = &usual.items
        && object.get(name).is_some_and(Value::is_array)
    {
        return Some(List::Usual);
    }
    // An object with one array of objects is a list only where all else in it is about pages.
    let mut arrays = object.iter().filter(|(_, value)| is_items(value));
    let (items, _) = arrays.next()?;
    let mut others = object.keys().filter(|name| *name != items).peekable();
    let says_something = others.peek().is_some();
    let is_list = says_something && others.all(|name| AROUND_ITEMS.contains(&&*folded(name)));
    is_list.then(|| List::Member {
        items: items.clone(),
        next: next(object),
        count: named(object, &COUNTS, Value::is_number).map(str::to_owned),
    })
}

fn is_items(value: &Value) -> bool {
    let items = value.as_array();
    items.is_some_and(|items| items.iter().all(Value::is_object))
}

/// The member with the first of these names whose value is of a kind.
fn named<'o>(
    object: &'o Map<String, Value>,
    names: &[&str],
    is: impl Fn(&Value) -> bool,
) -> Option<&'o str> {
    names.iter().find_map(|name| {
        let mut members = object.iter();
        let (member, _) = members.find(|(member, value)| folded(member) == *name && is(value))?;
        Some(member.as_str())
    })
}

fn next(object: &Map<String, Value>) -> Option<Next> {
    let member = named(object, &NEXT, |value| value.is_string() || value.is_null())?;
    let is_address = |text: &str| text.contains("://") || text.starts_with('/');
    let is_link = match object.get(member) {
        Some(Value::String(text)) => is_address(text),
        // The last page is shown.
        _ => ["nextlink", "nexturl", "next"].contains(&&*folded(member)),
    };
    Some(match is_link {
        true => Next::Link(member.to_owned()),
        false => Next::Cursor(member.to_owned()),
    })
}

/// `Link: <https://api.example.com/carts?page=2>; rel="next"`.
fn has_next_link(example: &Example) -> bool {
    let mut headers = example.headers.iter();
    headers.any(|(name, value)| {
        let value = value.to_lowercase().replace(['"', ' '], "");
        name.eq_ignore_ascii_case("link") && value.contains("rel=next")
    })
}

/// `of`: how many examples are so, of how many, and how many have a link in the header.
fn list_keys(
    list: &List,
    of: (usize, usize, usize),
    asked: &BTreeMap<String, &str>,
) -> Vec<InferredKey> {
    let (times, total, links) = of;
    let text = |text: &str| toml::Value::String(text.to_owned());
    let table = |parts: &[(&str, &str)]| {
        let parts = parts
            .iter()
            .map(|(key, value)| ((*key).to_owned(), text(value)));
        toml::Value::Table(parts.collect())
    };
    let (form, next, count) = match list {
        List::Usual => return Vec::new(),
        List::Array => (text("array"), None, None),
        List::Member { items, next, count } => {
            (table(&[("items", items)]), next.as_ref(), count.as_ref())
        }
    };
    let reason = format!("{times} of {total} examples of lists are so");
    let mut keys = vec![InferredKey::value("lists", "form", &form, reason)];
    let mut say_next = |value: toml::Value, reason: String| {
        keys.push(InferredKey::value("lists", "next", &value, reason));
    };
    let number = PAGE_NUMBERS.iter().find_map(|name| asked.get(*name));
    match (links, next, number) {
        (1.., ..) => say_next(
            text("link-header"),
            format!("{links} examples of lists have the next page in the header `Link`"),
        ),
        (0, Some(Next::Link(member)), _) => say_next(
            text(member),
            format!("examples of lists have an address in `{member}`"),
        ),
        (0, Some(Next::Cursor(member)), _) => match cursor_parameter(member, asked) {
            Some(query) => say_next(
                table(&[("cursor", member), ("query", query)]),
                format!(
                    "examples of lists have `{member}`, and pages list the query parameter `{query}`"
                ),
            ),
            None => say_next(
                table(&[("cursor", member)]),
                format!("examples of lists have `{member}`, which is no address"),
            ),
        },
        (0, None, Some(query)) => say_next(
            table(&[("page", query)]),
            format!(
                "nothing in the examples leads to the next page, and pages list the query parameter `{query}`"
            ),
        ),
        (0, None, None) => {}
    }
    if let Some(count) = count {
        let reason = "examples of lists have it beside their items".to_owned();
        keys.push(InferredKey::text("lists", "count", count, reason));
    }
    keys
}

/// The listed parameter that takes what a member has: `cursor` for `nextCursor`, `pageToken` for `nextPageToken`.
fn cursor_parameter<'a>(member: &str, asked: &BTreeMap<String, &'a str>) -> Option<&'a str> {
    let member = folded(member);
    let bare = member.strip_prefix("next").unwrap_or(&member);
    let usual = ["cursor", "after", "continuation", "token", "from"];
    let names = [member.as_str(), bare].into_iter().chain(usual);
    names.filter_map(|name| asked.get(name)).next().copied()
}

/// Where an error says what it is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum ErrorPlace {
    /// Problem details.
    Problem,
    /// Wherever these JSON Pointers lead.
    Pointers { code: String, message: String },
}

/// Whether a response says of itself that it has problem details.
fn is_problem(example: &Example) -> bool {
    let mut headers = example.headers.iter();
    headers.any(|(name, value)| {
        name.eq_ignore_ascii_case("content-type") && value.to_lowercase().contains("problem+json")
    })
}

fn error(json: &Value, is_problem: bool) -> Option<ErrorPlace> {
    let object = json.as_object()?;
    let members: BTreeSet<&str> = object.keys().map(String::as_str).collect();
    let has = |name| members.contains(name);
    // The members that RFC 9457 names, by which no other form goes.
    if is_problem || has("title") && has("status") && (has("type") || has("detail")) {
        return Some(ErrorPlace::Problem);
    }
    let inner = object
        .iter()
        .find_map(|(name, value)| pointers(value.as_object()?, &format!("/{name}")));
    pointers(object, "").or(inner)
}

fn pointers(object: &Map<String, Value>, above: &str) -> Option<ErrorPlace> {
    let is_scalar = |value: &Value| value.is_string() || value.is_number();
    let code = named(object, &["code", "errorcode", "error", "type"], is_scalar)?;
    let message = [
        "message",
        "errormessage",
        "errordescription",
        "detail",
        "title",
    ];
    let message = named(object, &message, Value::is_string)?;
    Some(ErrorPlace::Pointers {
        code: format!("{above}/{code}"),
        message: format!("{above}/{message}"),
    })
}

fn error_keys(errors: BTreeMap<ErrorPlace, usize>, dialect: &Dialect) -> Vec<InferredKey> {
    let Some((place, times)) = errors.into_iter().max_by_key(|(_, times)| *times) else {
        return Vec::new();
    };
    let usual = match &dialect.service.errors {
        ErrorForm::Member(name) => Some(format!("/{name}/code")),
        ErrorForm::Problem | ErrorForm::Pointers { .. } => None,
    };
    let reason = match times {
        1 => "an example of an error is so".to_owned(),
        _ => format!("{times} examples of errors are so"),
    };
    match place {
        ErrorPlace::Problem => {
            let reason = format!("{reason}, as RFC 9457 has them");
            vec![InferredKey::text("errors", "form", "problem", reason)]
        }
        ErrorPlace::Pointers { code, .. } if usual.as_ref() == Some(&code) => Vec::new(),
        ErrorPlace::Pointers { code, message } => vec![
            InferredKey::text("errors", "code", &code, reason.clone()),
            InferredKey::text("errors", "message", &message, reason),
        ],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dialect::graph;
    use crate::infer::tests::{documents, listing};
    use serde_json::json;

    fn found(pages: &[(String, String)]) -> Vec<String> {
        let keys = keys(&documents(pages), graph());
        let shown = keys
            .iter()
            .map(|key| format!("{}.{} = {}", key.section, key.key, key.value));
        shown.collect()
    }

    #[test]
    fn lists_are_told_from_other_answers() {
        let of = |json: Value| list(&json, &graph().service.lists);
        assert_eq!(of(json!({"value": []})), Some(List::Usual));
        assert_eq!(of(json!([{"id": 1}])), Some(List::Array));
        assert_eq!(of(json!({"id": 1, "parts": [{}]})), None);
        assert_eq!(of(json!({"parts": [{}]})), None);
        let member = |next, count: Option<&str>| {
            let items = "items".to_owned();
            Some(List::Member {
                items,
                next,
                count: count.map(str::to_owned),
            })
        };
        let link = Some(Next::Link("next".to_owned()));
        assert_eq!(
            of(json!({"items": [{}], "next": "/x"})),
            member(link.clone(), None)
        );
        assert_eq!(of(json!({"items": [{}], "next": null})), member(link, None));
        let cursor = Some(Next::Cursor("next_cursor".to_owned()));
        assert_eq!(
            of(json!({"items": [{}], "next_cursor": "bMx", "total": 3})),
            member(cursor, Some("total"))
        );
    }

    #[test]
    fn errors_are_told_by_their_members() {
        let of = |json: Value| match error(&json, false)? {
            ErrorPlace::Problem => Some("problem".to_owned()),
            ErrorPlace::Pointers { code, message } => Some(format!("{code} {message}")),
        };
        let graph = of(json!({"error": {"code": "x", "message": "y"}}));
        assert_eq!(graph.as_deref(), Some("/error/code /error/message"));
        let problem = of(json!({"type": "x", "title": "y", "status": 404, "detail": "z"}));
        assert_eq!(problem.as_deref(), Some("problem"));
        let flat = of(json!({"error": "not_found", "error_description": "y"}));
        assert_eq!(flat.as_deref(), Some("/error /error_description"));
        assert_eq!(of(json!({"id": 1})), None);
    }

    #[test]
    fn the_next_page_is_where_examples_and_parameters_say() {
        let link = "Link: <https://api.example.com/carts?page=2>; rel=\"next\"";
        assert_eq!(
            found(&[listing(link, "[{\"id\": 1}]", "")]),
            ["lists.form = \"array\"", "lists.next = \"link-header\""]
        );
        assert_eq!(
            found(&[listing("", "[{\"id\": 1}]", "")]),
            ["lists.form = \"array\""]
        );
        assert_eq!(
            found(&[listing("", "[{\"id\": 1}]", "page")]),
            ["lists.form = \"array\"", "lists.next = { page = \"page\" }"]
        );
        let body = "{\"data\": [{\"id\": 1}], \"nextCursor\": \"xyz\", \"total\": 9}";
        assert_eq!(
            found(&[listing("", body, "cursor")]),
            [
                "lists.form = { items = \"data\" }",
                "lists.next = { cursor = \"nextCursor\", query = \"cursor\" }",
                "lists.count = \"total\""
            ]
        );
        assert_eq!(found(&[listing("", "{\"value\": []}", "")]), [""; 0]);
    }
}
