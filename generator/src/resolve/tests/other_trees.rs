//! Pages of references whose keys stand in brackets and whose types are called like their collections.

use super::pages::{model, model_and_findings, operation, resource, structure};
use crate::model::{Body, Model, QualifiedName, ResponseBody, Scalar, Target, Type};

const ROWS: &str = "|Property|Type|Description|\n|-|-|-|\n";

fn named(short: &str) -> Target {
    Target::Named(QualifiedName(format!("microsoft.graph.{short}")))
}

/// What the operation of a page answers with, and whether there are many.
fn answer(model: &Model, page: &str) -> (Target, bool) {
    let found = model.operations.iter().find(|found| found.page == page);
    let found = found.unwrap_or_else(|| panic!("no {page}"));
    match &found.responses[0].body {
        ResponseBody::Page { item, .. } => (item.clone(), true),
        ResponseBody::Value { ty } => (ty.target.clone(), false),
        ResponseBody::Bytes => (Target::Scalar(Scalar::Stream), false),
        ResponseBody::None => (Target::Untyped, false),
    }
}

fn stores() -> Vec<(&'static str, String)> {
    let one = |name: &str| format!("You get `200 OK` and a **{name}** object in the body.");
    let row = "|id|Guid|x|";
    vec![
        ("resources/stores.md", resource("stores", row)),
        ("resources/carts.md", resource("carts", row)),
        ("resources/sheet.md", resource("sheet", "|line|Int32|x|")),
        ("resources/tags.md", resource("tags", "|label|String|x|")),
        (
            "api/stores-get.md",
            operation("GET /stores", "", &one("stores")),
        ),
        (
            "api/carts-get.md",
            operation("GET /stores({id})/carts({id})", "", &one("carts")),
        ),
        (
            "api/carts-find.md",
            operation(
                "GET /stores({id})/carts?$filter=size gt 1",
                "",
                &one("carts"),
            ),
        ),
        (
            "api/sheet-get.md",
            operation("GET /stores({id})/sheet", "", &one("sheet")),
        ),
        (
            "api/tags-update.md",
            operation(
                "PATCH /stores({id})/carts({id})/tags({id},{tag})",
                "Give what changes.",
                "You get `200 OK` and the new tag of the **carts** in the response body.",
            ),
        ),
        (
            "api/tags-create.md",
            operation(
                "POST /stores({id})/carts({id})/tags",
                "Give a representation of a **cart** object.",
                "You get `201 Created` and a **cart** object in the body.",
            ),
        ),
        (
            "api/scan-get.md",
            operation(
                "GET /stores({id})/scans({id})/content",
                "",
                "You get `200 OK` and the scan in the body.",
            ),
        ),
    ]
}

#[test]
fn keys_and_queries_tell_lists_from_their_items() {
    let model = model(&stores());
    assert_eq!(answer(&model, "api/stores-get.md"), (named("stores"), true));
    assert_eq!(answer(&model, "api/carts-get.md"), (named("carts"), false));
    assert_eq!(answer(&model, "api/carts-find.md"), (named("carts"), true));
    assert_eq!(
        answer(&model, "api/sheet-get.md"),
        (named("sheet"), false),
        "nothing says that there are many"
    );
    assert_eq!(
        answer(&model, "api/scan-get.md"),
        (Target::Scalar(Scalar::Stream), false)
    );
}

#[test]
fn routes_tell_what_is_sent_to_a_collection_of_another_type() {
    let model = model(&stores());
    for page in ["api/tags-update.md", "api/tags-create.md"] {
        assert_eq!(answer(&model, page), (named("tags"), false), "{page}");
        let found = model.operations.iter().find(|found| found.page == page);
        match &found.expect(page).body {
            Body::Type { ty, .. } => assert_eq!(ty.target, named("tags"), "{page}"),
            other => panic!("{page}: {other:?}"),
        }
    }
}

#[test]
fn a_key_behind_a_listed_property_adds_no_second_one() {
    let mut pages = stores();
    pages.push(("resources/photo.md", resource("photo", "|id|Guid|x|")));
    pages.push((
        "resources/clerk.md",
        resource("clerk", "|id|Guid|x|\n|photo|Stream|x|"),
    ));
    let get = |line: &str, ty: &str| {
        operation(
            line,
            "",
            &format!("You get `200 OK` and a **{ty}** object in the body."),
        )
    };
    pages.push(("api/clerk-get.md", get("GET /clerks({id})", "clerk")));
    pages.push(("api/clerk-list.md", get("GET /clerks", "clerk")));
    pages.push((
        "api/photo-get.md",
        get("GET /clerks({id})/photo({id})", "photo"),
    ));
    let model = model(&pages);
    let clerk = structure(&model, "clerk");
    let named = clerk
        .properties
        .iter()
        .filter(|found| found.name == "photo");
    assert_eq!(named.count(), 1);
}

#[test]
fn rows_that_the_answer_does_not_have_are_parameters() {
    let body = |rows: &str| {
        let table = format!("An object with these properties.\n\n{ROWS}{rows}");
        let answer = "You get `201 Created` and a [file](../resources/file.md) in the body.";
        let pages = [
            ("resources/file.md", resource("file", "|size|Int32|a|")),
            (
                "api/file-share.md",
                operation("POST /items/{id}/share", &table, answer),
            ),
        ];
        model(&pages).operations[0].body.clone()
    };
    let Body::Parameters { parameters } = body("|kind|String|a|\n|scope|String|a|") else {
        panic!("{:?}", body("|kind|String|a|"));
    };
    assert_eq!(parameters.len(), 2);
    assert!(matches!(
        body("|size|Int32|a|\n|scope|String|a|"),
        Body::Type { .. }
    ));
}

#[test]
fn a_representation_says_which_number_and_which_type() {
    let order = format!(
        "{}\n## JSON representation\n```json\n{{\"total\": \"decimal\", \"line\": \"int\", \"size\": 12, \"rate\": \"string\", \"to\": {{microsoft.graph.address}}}}\n```\n",
        resource(
            "order",
            "|total|numeric|a|\n|line|number|a|\n|size|numeric|a|\n|rate|Double|a|\n|to|object|a|"
        )
    );
    let model = model(&[
        ("resources/order.md", order),
        (
            "resources/address.md",
            resource("address", "|city|String|a|"),
        ),
    ]);
    let order = structure(&model, "order");
    let target = |name: &str| {
        let mut properties = order.properties.iter();
        properties
            .find(|found| found.name == name)
            .map(|found| found.ty.target.clone())
    };
    assert_eq!(target("total"), Some(Target::Scalar(Scalar::Decimal)));
    assert_eq!(target("line"), Some(Target::Scalar(Scalar::Int32)));
    assert_eq!(
        target("size"),
        Some(Target::Scalar(Scalar::Double)),
        "a sample says little"
    );
    assert_eq!(
        target("rate"),
        Some(Target::Scalar(Scalar::Double)),
        "the table says enough"
    );
    assert_eq!(target("to"), Some(named("address")));
}

#[test]
fn a_type_that_only_a_relationship_names_has_what_its_route_shows() {
    let invoice = format!(
        "{}\n## Relationships\n|Relationship|Type|Description|\n|-|-|-|\n|printOut|printOut|x|\n",
        resource("invoice", "|id|String|a|")
    );
    let get = operation(
        "GET /invoices({id})/printOut",
        "",
        "You get `200 OK`.\n\n```json\n{\"value\": [{\"pages\": 2}]}\n```",
    );
    let model = model(&[
        ("resources/invoice.md", invoice),
        ("api/printout-get.md", get),
    ]);
    let made = structure(&model, "printOut");
    assert!(made.inferred);
    assert_eq!(made.properties[0].name, "pages");
}

#[test]
fn numbers_of_members_are_on_the_wire_where_each_has_one() {
    let table = |second: &str| {
        format!(
            "# kind enum type\n\n## Members\n\n|Member|Value|Description|\n|-|-|-|\n|TEXT|0|x|\n|VOICE|{second}|y|\n"
        )
    };
    let numbers = |numbered: bool, second: &str| {
        let mut dialect = crate::dialect::graph().clone();
        dialect.service.numbered_enumerations = numbered;
        let text = format!("---\n---\n{}", table(second));
        let mut findings = Vec::new();
        let path = camino::Utf8Path::new("resources/kind.md");
        let read = crate::reader::read(path, text.as_bytes(), &dialect, &|_| None, &mut findings);
        let model = crate::resolve::resolve("v1.0", &mut vec![read], &dialect, &mut findings);
        match model.types.values().next() {
            Some(Type::Enum(ty)) => ty.numbers,
            other => panic!("{other:?}"),
        }
    };
    assert!(numbers(true, "2") && !numbers(true, "") && !numbers(false, "2"));
}

#[test]
fn values_in_quotes_make_an_enumeration_and_name_its_neighbours() {
    let members = |model: &Model, name: &str| -> Option<Vec<String>> {
        match model.types.get(&QualifiedName(name.to_owned()))? {
            Type::Enum(ty) => Some(ty.members.iter().map(|found| found.name.clone()).collect()),
            Type::Struct(_) => None,
        }
    };
    let rows =
        "|state|Shop.orderState|It is \" \", \"Open\" or \"Paid\".|\n|lock|Shop.orderLock|Which.|";
    let (found, findings) = model_and_findings(&[("resources/order.md", resource("order", rows))]);
    let open = || vec![" ".to_owned(), "Open".to_owned(), "Paid".to_owned()];
    assert_eq!(members(&found, "Shop.orderState"), Some(open()));
    assert_eq!(members(&found, "Shop.orderLock"), Some(Vec::new()));
    assert!(findings.is_empty(), "{findings:?}");
    let defined = format!("{rows}\n|part|Shop.part|x|");
    let part = "# Shop.part resource type\n\n## Properties\n\n|Property|Type|Description|\n|-|-|-|\n|id|String|x|\n";
    let found = model(&[
        ("resources/order.md", resource("order", &defined)),
        ("resources/part.md", part.to_owned()),
    ]);
    assert_eq!(
        members(&found, "Shop.orderLock"),
        None,
        "it may have properties"
    );
    let rows = "|health|Nullable Enum|One of \"Good\" and \"Bad\".|\n|other|Enum|Some.|";
    let found = model(&[("resources/machine.md", resource("machine", rows))]);
    assert_eq!(
        members(&found, "microsoft.graph.machineHealth"),
        Some(vec!["Good".to_owned(), "Bad".to_owned()])
    );
    let machine = structure(&found, "machine");
    assert_eq!(
        machine.properties[1].ty.target,
        Target::Scalar(Scalar::String)
    );
}
