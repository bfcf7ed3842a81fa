//! Requests of all pages, by path and method, as operations.

use super::document::{Components, ExternalDocs, Operation as Written, OrReference, PathItem};
use super::examples::Shown;
use super::ids::{Ids, method_name};
use super::messages::{self, Messages};
use super::parameters::{self, Parameters};
use super::schemas::Schemas;
use super::security;
use super::settings::Settings;
use super::template::{Slot, template};
use super::text;
use crate::dialect::{Items, NextPage};
use crate::model::{HttpMethod, Model, Operation, ResponseBody, Route, Segment};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// A page's account of a request.
pub(super) struct Account<'a> {
    operation: &'a Operation,
    route: &'a Route,
    slots: Vec<Slot>,
    messages: &'a Messages,
    examples: &'a [Shown<'a>],
}

/// Each request with all accounts of it, that of the page with the fewest routes first: a page about one route knows it better
/// than one that lists many.
pub(super) type Requests<'a> = BTreeMap<(String, HttpMethod), Vec<Account<'a>>>;

/// All requests that the pages document.
pub(super) fn requests<'a>(
    model: &'a Model,
    messages: &'a [Messages],
    shown: &'a [Shown<'a>],
) -> Requests<'a> {
    let mut requests = Requests::new();
    let mut rest = shown;
    for (at, (operation, messages)) in model.operations.iter().zip(messages).enumerate() {
        let own = rest
            .iter()
            .take_while(|example| example.operation == at)
            .count();
        let (examples, later) = rest.split_at_checked(own).unwrap_or((rest, &[]));
        rest = later;
        for route in &operation.routes {
            let found = template(&route.segments);
            let key = (found.path, operation.method);
            requests.entry(key).or_default().push(Account {
                operation,
                route,
                slots: found.slots,
                messages,
                examples,
            });
        }
    }
    for accounts in requests.values_mut() {
        accounts.sort_by_key(|account| (account.operation.routes.len(), &account.operation.page));
    }
    requests
}

/// Requests as the paths of a document.
pub(super) fn paths(
    model: &Model,
    requests: Requests<'_>,
    schemas: &Schemas<'_>,
    settings: &Settings,
    components: &mut Components,
) -> BTreeMap<String, PathItem> {
    let mut ids = Ids::of(&model.operations);
    let mut paths: BTreeMap<String, (PathItem, Vec<Account<'_>>)> = BTreeMap::new();
    for ((path, method), accounts) in requests {
        let operation = operation(model, &accounts, schemas, settings, &mut ids, components);
        let (item, all) = paths.entry(path).or_default();
        item.operations.insert(method_name(method), operation);
        all.extend(accounts);
    }
    let written = paths.into_iter().map(|(path, (mut item, accounts))| {
        item.parameters = path_parameters(&accounts, schemas);
        (path, item)
    });
    written.collect()
}

/// The names of the examples that operations show: a request without a body has no place for one.
pub(super) fn examples(paths: &BTreeMap<String, PathItem>) -> BTreeSet<String> {
    let operations = paths.values().flat_map(|path| path.operations.values());
    let contents = operations.flat_map(|operation| {
        let responses = operation
            .responses
            .values()
            .filter_map(|response| match response {
                OrReference::Here(response) => Some(&response.content),
                OrReference::Reference { .. } => None,
            });
        let request = operation.request_body.iter().map(|body| &body.content);
        request.chain(responses)
    });
    contents
        .flat_map(BTreeMap::values)
        .flat_map(|media| media.examples.keys())
        .cloned()
        .collect()
}

fn path_parameters(
    accounts: &[Account<'_>],
    schemas: &Schemas<'_>,
) -> Vec<super::document::Parameter> {
    let count = accounts.first().map_or(0, |account| account.slots.len());
    let slots: Vec<Vec<&Slot>> = (0..count)
        .map(|at| {
            accounts
                .iter()
                .filter_map(|account| account.slots.get(at))
                .collect()
        })
        .collect();
    let operations: Vec<&Operation> = accounts.iter().map(|account| account.operation).collect();
    parameters::of_path(&slots, &operations, schemas)
}

fn operation<'a>(
    model: &Model,
    accounts: &[Account<'a>],
    schemas: &Schemas<'_>,
    settings: &Settings,
    ids: &mut Ids<'a>,
    components: &mut Components,
) -> Written {
    let Some(first) = accounts.first() else {
        return Written::default();
    };
    let documented: Vec<(&Operation, &Route)> = accounts
        .iter()
        .map(|account| (account.operation, account.route))
        .collect();
    let bodies: Vec<(&Messages, &[Shown<'_>])> = accounts
        .iter()
        .map(|account| (account.messages, account.examples))
        .collect();
    let mut options = BTreeMap::new();
    for name in documented
        .iter()
        .flat_map(|(operation, route)| parameters::options(operation, route))
    {
        let (name, option) = parameters::option(name);
        options.insert(name.clone(), OrReference::to("parameters", &name));
        components.parameters.entry(name).or_insert(option);
    }
    let mut parameters = Parameters::of(&documented, schemas);
    if has_pages(accounts) {
        parameters = parameters.with_page(settings.lists.next.as_ref());
    }
    let permissions = documented
        .iter()
        .map(|(operation, route)| operation.permissions_of(route));
    let page = settings.page_link.as_deref().map_or_else(
        || first.operation.page.to_string(),
        |link| page_link(link, model, first.operation),
    );
    Written {
        tags: vec![tag(first)],
        summary: first.operation.title.clone(),
        description: text::with_deprecation(
            first.operation.description.as_deref(),
            first.operation.deprecated.as_deref(),
        ),
        external_docs: Some(ExternalDocs { url: page }),
        operation_id: ids.claim(first.operation, first.route),
        parameters: options
            .into_values()
            .chain(parameters.into_list())
            .collect(),
        request_body: messages::request_body(&bodies),
        responses: messages::responses(&bodies),
        deprecated: documented
            .iter()
            .all(|(operation, _)| operation.deprecated.is_some()),
        security: security::requirements(permissions),
        extensions: extensions(accounts, settings),
    }
}

/// The area of the page, else the first fixed segment of the path.
fn tag(account: &Account<'_>) -> String {
    let area = account.operation.area.as_deref().map(str::trim);
    let first = account
        .route
        .segments
        .iter()
        .find_map(|segment| match segment {
            Segment::Literal(name) | Segment::Function { name, .. } if !name.is_empty() => {
                Some(&**name)
            }
            _ => None,
        });
    let tag = area.filter(|area| !area.is_empty()).or(first);
    tag.unwrap_or("other").to_owned()
}

/// Where a person reads the page.
fn page_link(template: &str, model: &Model, operation: &Operation) -> String {
    let page = &operation.page;
    template
        .replace("{version}", &model.version)
        .replace("{stem}", page.file_stem().unwrap_or_default())
        .replace("{page}", page.with_extension("").as_str())
}

fn extensions(accounts: &[Account<'_>], settings: &Settings) -> BTreeMap<&'static str, Value> {
    let mut extensions = BTreeMap::new();
    let mut pages: Vec<&str> = accounts
        .iter()
        .map(|account| account.operation.page.as_str())
        .collect();
    pages.dedup();
    extensions.insert("x-docbind-pages", json!(pages));
    let mut permissions = accounts
        .iter()
        .filter_map(|account| security::extension(account.operation.permissions_of(account.route)));
    if let Some(permissions) = permissions.next() {
        extensions.insert("x-docbind-permissions", permissions);
    }
    // The extension knows of members of an object alone.
    if let Items::Member(items) = &settings.lists.items
        && has_pages(accounts)
    {
        let next = match &settings.lists.next {
            Some(NextPage::Member(name)) => Some(name),
            _ => None,
        };
        let names = json!({"itemName": items, "nextLinkName": next});
        extensions.insert("x-ms-pageable", names);
    }
    extensions
}

/// Whether the answer is a page of a list.
fn has_pages(accounts: &[Account<'_>]) -> bool {
    let mut responses = accounts
        .iter()
        .flat_map(|account| &account.operation.responses);
    responses.any(|response| matches!(response.body, ResponseBody::Page { .. }))
}
