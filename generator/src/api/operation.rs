//! What each operation becomes: a request type with constructors, setters, a body and a response.

use crate::api::body::BodyItem;
use crate::api::constructor::{Constructor, constructors};
use crate::api::lowering::Lowering;
use crate::api::name::value_of_snake;
use crate::api::name_allocator::NameAllocator;
use crate::api::path::ItemPath;
use crate::api::response::ResponseItem;
use crate::api::value::{ArgumentType, Element};
use crate::model::{Header, Operation, Property, ResponseBody, Scalar, Target};
use camino::Utf8Path;

/// Query options that the runtime knows, with the names of its methods.
const OPTIONS: &[QueryOption] = &[
    QueryOption::new("$select", "select"),
    QueryOption::new("$expand", "expand"),
    QueryOption::new("$filter", "filter"),
    QueryOption::new("$orderby", "orderby"),
    QueryOption::new("$search", "search"),
    QueryOption::new("$top", "top"),
    QueryOption::new("$skip", "skip"),
    QueryOption::new("$count", "count"),
    QueryOption::new("$skiptoken", "skiptoken"),
    QueryOption::new("$deltatoken", "deltatoken"),
    QueryOption::new("$format", "format"),
];

/// Methods that every request type has.
const METHODS: &[&str] = &[
    "call",
    "permissions",
    "request",
    "response",
    "with_header",
    "with_query",
    "resume",
    "clone",
    "eq",
    "fmt",
];

/// The operations of one page: one file.
#[derive(Clone, Debug)]
pub struct OperationPage<'m> {
    /// `api/user-list-messages.md`.
    pub page: &'m Utf8Path,
    /// The module it stands in, from the version's module on: `["user"]`.
    pub module: Vec<String>,
    /// The file in it: `list_messages`.
    pub file: String,
    /// In page order.
    pub operations: Vec<OperationItem<'m>>,
    /// The file and module of the test of its examples: `user_list_messages`.
    pub test: String,
}

impl OperationPage<'_> {
    /// The feature without which the file is not there. All operations of a page are of one area.
    pub fn feature(&self) -> Option<&str> {
        self.operations.first()?.feature.as_deref()
    }
}

/// What an operation becomes.
#[derive(Clone, Debug)]
pub struct OperationItem<'m> {
    /// The operation.
    pub operation: &'m Operation,
    /// `v1_0::user::ListMessages`.
    pub path: ItemPath,
    /// One for each route, in page order.
    pub constructors: Vec<Constructor<'m>>,
    /// The query options of OData that the page names.
    pub options: Vec<QueryOption>,
    /// The type whose properties the query options name.
    pub query_type: Element<'m>,
    /// A setter for each other query parameter, in page order.
    pub query_parameters: Vec<ParameterItem<'m>>,
    /// A setter for each header, in page order.
    pub headers: Vec<HeaderItem<'m>>,
    /// What constructors take beside the parts of the path.
    pub body: BodyItem<'m>,
    /// What it answers with.
    pub response: ResponseItem<'m>,
    /// It can continue from a delta token.
    pub resumes: bool,
    /// The feature without which it is not there.
    pub feature: Option<String>,
}

/// A query option of OData and the method of the runtime that sets it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QueryOption {
    /// `$select`.
    pub name: &'static str,
    /// `select`.
    pub method: &'static str,
}

impl QueryOption {
    const fn new(name: &'static str, method: &'static str) -> Self {
        Self { name, method }
    }
}

/// The setter of a query parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParameterItem<'m> {
    /// The parameter.
    pub parameter: &'m Property,
    /// `start_date_time`.
    pub name: String,
    /// What it takes.
    pub ty: ArgumentType,
}

/// The setter of a header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeaderItem<'m> {
    /// The header.
    pub header: &'m Header,
    /// `prefer`.
    pub name: String,
}

impl<'m> OperationItem<'m> {
    /// What the operation `name` of a module becomes. `names` are those that the page's file defines.
    pub(super) fn new(
        operation: &'m Operation,
        name: &str,
        module: &[String],
        names: &mut NameAllocator,
        lowering: &Lowering<'m>,
    ) -> Self {
        let taken: Vec<&'static str> = METHODS
            .iter()
            .copied()
            .chain(OPTIONS.iter().map(|option| option.method))
            .collect();
        let constructors = constructors(
            &operation.routes,
            &operation.parameters,
            &taken,
            &lowering.words,
        );
        let mut functions = NameAllocator::with(&taken);
        for constructor in &constructors {
            functions.claim(constructor.name.clone());
        }
        let mut claim = |name: &str| functions.claim(value_of_snake(&lowering.words.snake(name)));
        Self {
            operation,
            path: ItemPath::new(&lowering.module, module, name),
            constructors,
            options: options(operation),
            query_type: query_type(operation, lowering),
            query_parameters: operation
                .query_parameters
                .iter()
                .map(|parameter| ParameterItem {
                    parameter,
                    name: claim(&parameter.name),
                    ty: ArgumentType::of(query_scalar(parameter)),
                })
                .collect(),
            headers: operation
                .headers
                .iter()
                .map(|header| HeaderItem {
                    header,
                    name: claim(&header.name),
                })
                .collect(),
            body: BodyItem::new(operation, name, module, names, lowering),
            response: ResponseItem::new(operation, name, module, names, lowering),
            resumes: is_delta(operation),
            feature: lowering.areas.of_operation(operation),
        }
    }
}

fn options(operation: &Operation) -> Vec<QueryOption> {
    let is_named = |option: &&QueryOption| {
        let mut named = operation.query.iter();
        named.any(|named| named.eq_ignore_ascii_case(option.name))
    };
    OPTIONS.iter().filter(is_named).copied().collect()
}

/// The type whose properties `$select` and its kin name.
fn query_type<'m>(operation: &'m Operation, lowering: &Lowering<'m>) -> Element<'m> {
    let target = operation
        .responses
        .iter()
        .find_map(|response| response.body.target());
    match target.filter(|target| lowering.structure(target).is_some()) {
        Some(target) if !operation.query.is_empty() => Element::of(target, &lowering.places),
        _ => Element::JSON,
    }
}

/// What a query parameter takes: text, where the page gives no primitive type.
fn query_scalar(parameter: &Property) -> Scalar {
    match parameter.ty.target {
        Target::Scalar(scalar) => scalar,
        Target::Named(_) | Target::Untyped | Target::Omitted(_) => Scalar::String,
    }
}

/// Whether an earlier round of changes can be resumed.
fn is_delta(operation: &Operation) -> bool {
    operation
        .responses
        .iter()
        .any(|response| matches!(response.body, ResponseBody::Page { delta: true, .. }))
}
