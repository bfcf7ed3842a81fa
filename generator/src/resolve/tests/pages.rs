//! Whole pages to a model: what several pages, or several parts of one, say together.

use crate::diagnostic::Diagnostic;
use crate::dialect;
use crate::export::ir;
use crate::model::{Body, Model, QualifiedName, Response, ResponseBody, Struct, Target, Type};
use crate::reader as reference;
use crate::resolve::resolve;
use camino::Utf8Path;

const ROWS: &str = "|Property|Type|Description|\n|-|-|-|\n";

pub(super) fn model(pages: &[(&str, String)]) -> Model {
    model_and_findings(pages).0
}

pub(super) fn model_and_findings(pages: &[(&str, String)]) -> (Model, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let read = |(path, text): &(&str, String)| {
        let text = format!("---\n---\n{text}");
        reference::read(
            Utf8Path::new(path),
            text.as_bytes(),
            dialect::graph(),
            &|_| None,
            &mut diagnostics,
        )
    };
    let mut documents: Vec<_> = pages.iter().map(read).collect();
    let model = resolve("v1.0", &mut documents, dialect::graph(), &mut diagnostics);
    (model, diagnostics)
}

pub(super) fn resource(name: &str, rows: &str) -> String {
    format!("# {name} resource type\n\n## Properties\n{ROWS}{rows}\n")
}

pub(super) fn operation(line: &str, body: &str, response: &str) -> String {
    format!(
        "# Title\n\n## HTTP request\n```http\n{line}\n```\n\n## Request body\n\n{body}\n\n## Response\n\n{response}\n"
    )
}

pub(super) fn structure<'a>(model: &'a Model, name: &str) -> &'a Struct {
    match model
        .types
        .get(&QualifiedName(format!("microsoft.graph.{name}")))
    {
        Some(Type::Struct(ty)) => ty,
        other => panic!("{other:?}"),
    }
}

pub(super) fn names(ty: &Struct) -> Vec<&str> {
    ty.properties
        .iter()
        .map(|property| &*property.name)
        .collect()
}

#[test]
fn a_body_in_the_response_section_is_of_the_type_that_alone_has_its_members() {
    let pages = [
        (
            "resources/preview.md",
            resource("preview", "|getUrl|String|a|\n|postUrl|String|b|"),
        ),
        (
            "api/file-preview.md",
            operation(
                "POST /files/{id}/preview",
                "",
                "```json\n{\"getUrl\": \"a\", \"postUrl\": \"b\"}\n```",
            ),
        ),
    ];
    let model = model(&pages);
    let [
        Response {
            status: 200,
            body: ResponseBody::Value { ty },
            inferred: true,
            ..
        },
    ] = &*model.operations[0].responses
    else {
        panic!("{:?}", model.operations[0].responses);
    };
    assert_eq!(
        ty.target,
        Target::Named(structure(&model, "preview").name.clone())
    );
}

#[test]
fn members_that_two_types_have_say_nothing() {
    let rows = "|getUrl|String|a|\n|postUrl|String|b|";
    let pages = [
        ("resources/preview.md", resource("preview", rows)),
        ("resources/other.md", resource("other", rows)),
        (
            "api/file-preview.md",
            operation(
                "POST /files/{id}/preview",
                "",
                "```json\n{\"getUrl\": \"a\", \"postUrl\": \"b\"}\n```",
            ),
        ),
    ];
    let answer = &model(&pages).operations[0].responses[0];
    assert!(
        answer
            .body
            .target()
            .is_none_or(|target| *target == Target::Untyped)
    );
}

#[test]
fn a_type_with_its_table_is_sent_as_json_although_bytes_may_be() {
    let words = "Give the [file](../resources/file.md), or its content as a binary stream.";
    let sent = |body: String| {
        let pages = [
            ("resources/file.md", resource("file", "|size|Int32|a|")),
            (
                "api/file-update.md",
                operation("PATCH /files/{id}", &body, "You get `204 No Content`."),
            ),
        ];
        model(&pages).operations[0].body.clone()
    };
    assert!(matches!(
        sent(format!("{words}\n\n{ROWS}|size|Int32|a|")),
        Body::Type { .. }
    ));
    assert_eq!(sent(words.to_owned()), Body::Bytes);
}

#[test]
fn two_request_tables_add_a_property_and_one_does_not() {
    let table = format!("Give a [school](../resources/school.md).\n\n{ROWS}|fax|String|a|");
    let answer = "You get `201 Created` and the [school](../resources/school.md).";
    let mut pages = vec![
        ("resources/school.md", resource("school", "|name|String|a|")),
        (
            "api/school-post.md",
            operation("POST /schools", &table, answer),
        ),
    ];
    assert_eq!(names(structure(&model(&pages), "school")), ["name"]);
    pages.push((
        "api/school-update.md",
        operation("PATCH /schools/{id}", &table, answer),
    ));
    let model = model(&pages);
    assert_eq!(names(structure(&model, "school")), ["fax", "name"]);
    assert!(structure(&model, "school").properties[0].inferred);
}

#[test]
fn members_take_the_case_in_which_most_descriptions_write_them() {
    let row = "|kind|fieldKind|Possible values are: `dropdown`, `text`.|";
    let table = "### fieldKind values\n\n|Member|\n|-|\n|dropDown|\n|text|\n";
    let members = |pages: &[(&str, String)]| -> Vec<String> {
        match model(pages)
            .types
            .get(&QualifiedName("microsoft.graph.fieldKind".to_owned()))
        {
            Some(Type::Enum(ty)) => ty
                .members
                .iter()
                .map(|member| member.name.clone())
                .collect(),
            other => panic!("{other:?}"),
        }
    };
    let mut pages = vec![
        ("resources/enums.md", format!("# Enumerations\n\n{table}")),
        ("resources/field.md", resource("field", row)),
    ];
    assert_eq!(members(&pages), ["dropDown", "text"]);
    pages.push(("resources/other.md", resource("other", row)));
    assert_eq!(members(&pages), ["dropdown", "text"]);
}

#[test]
fn a_request_is_described_by_the_page_with_fewest_routes() {
    let answer = "You get `200 OK` and a [file](../resources/file.md).";
    let lines = "POST /files/{id}/reply\nPOST /boxes/{id}/reply\nPOST /bags/{id}/reply";
    let pages = [
        ("resources/file.md", resource("file", "|size|Int32|a|")),
        ("api/all.md", operation(lines, "", answer)),
        (
            "api/file-reply.md",
            operation(
                "POST /files/{id}/reply",
                "",
                "You get `202 Accepted`. It returns nothing.",
            ),
        ),
    ];
    let entries = ir(&model(&pages));
    let entry = entries["operations"]
        .as_array()
        .unwrap()
        .iter()
        .find(|entry| entry["path"] == "/files/{id}/reply")
        .unwrap();
    assert_eq!(
        (entry["page"].as_str(), entry["response_type"].as_str()),
        (Some("api/file-reply.md"), None)
    );
}

#[test]
fn what_has_a_collection_of_its_own_is_one() {
    let brand = "[brand](../resources/brand.md)";
    let pages = [
        ("resources/company.md", resource("company", "|id|String|a|")),
        ("resources/brand.md", resource("brand", "|id|String|a|")),
        (
            "api/company-list.md",
            operation(
                "GET /companies",
                "",
                "You get `200 OK` and a collection of [company](../resources/company.md) objects.",
            ),
        ),
        (
            "api/brand-get.md",
            operation(
                "GET /companies/{id}/brand/{property}",
                "",
                &format!("You get `200 OK` and the {brand}."),
            ),
        ),
        (
            "api/local-get.md",
            operation(
                "GET /companies/{id}/brand/locales/{id}",
                "",
                &format!("You get `200 OK` and the {brand}."),
            ),
        ),
        (
            "api/local-create.md",
            operation(
                "POST /companies/{id}/brand/locales",
                &format!("Give some values.\n\n{ROWS}|id|String|a|"),
                &format!("You get `201 Created` and the {brand}."),
            ),
        ),
    ];
    let model = model(&pages);
    let brand = structure(&model, "company")
        .properties
        .iter()
        .find(|property| property.name == "brand")
        .unwrap();
    assert!(!brand.ty.collection);
    assert_eq!(
        names(structure(&model, "brand")),
        ["id"],
        "a type that only seems to contain itself"
    );
    let created = model
        .operations
        .iter()
        .find(|operation| operation.page == "api/local-create.md")
        .unwrap();
    assert!(
        matches!(created.body, Body::Type { .. }),
        "{:?}",
        created.body
    );
}
