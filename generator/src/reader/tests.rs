//! Whole pages, good and bad.

use crate::model::Access;
use crate::reader::*;
use proptest::prelude::*;

/// An operation page in the dialect's form.
const OPERATION: &str = r#"---
title: "Rename folder"
description: "Give a folder another name."
ms.prod: "files"
---

# Rename folder

Namespace: microsoft.graph

Give a [folder](../resources/folder.md) another name.

## Permissions

|Permission type|Permissions (from least to most privileged)|
|:---|:---|
|Delegated (work or school account)|Folder.Write|
|Application|Not supported.|

## HTTP request
<!-- { "blockType": "ignored" } -->
``` http
PATCH /me/folders/{id}
PATCH /users/{id | userPrincipalName}/folders/{id}
```

## Optional query parameters
It knows `$select`.

## Request headers
|Name|Description|
|:---|:---|
|If-Match|The version that is renamed. Optional.|

## Request body
Give a JSON representation of a [folder](../resources/folder.md).

|Property|Type|Description|
|:---|:---|:---|
|name|String|**TODO: Add Description**|

## Response
It gives `200 OK` and the changed [folder](../resources/folder.md) object.

## Example

### Request
<!-- { "blockType": "request", "name": "rename" } -->
``` http
PATCH https://graph.example.com/v1.0/me/folders/1
Content-Type: application/json
{"name": "Plans"}
```

### Response
<!-- { "blockType": "response", "@odata.type": "microsoft.graph.folder" } -->
``` http
HTTP/1.1 200 OK

{"id": "1", "name": "Plans"}
```
"#;

/// A resource page in the dialect's form.
const RESOURCE: &str = r##"---
title: "folder resource type"
description: "A folder."
---

# folder resource type

Namespace: microsoft.graph

A folder. Inherits from [item](item.md).

## Properties
|Property|Type|Description|
|:---|:---|:---|
|id|String|Read-only.|
|kind|[folderKind](#folderkind-values)|The kind.|

### folderKind values
|Member|Description|
|:---|:---|
|plain|Nothing special.|
|shared|Open to others.|

## Relationships
|Relationship|Type|Description|
|:---|:---|:---|
|items|[item](item.md) collection|What is in it.|

## JSON representation
<!-- { "blockType": "resource", "@odata.type": "microsoft.graph.folder", "keyProperty": "id" } -->
``` json
{ "id": "String", "kind": "String" }
```
"##;

fn read_at(path: &str, bytes: &[u8]) -> (Document, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let document = read(
        Utf8Path::new(path),
        bytes,
        crate::dialect::graph(),
        &|_| None,
        &mut diagnostics,
    );
    (document, diagnostics)
}

fn operation(text: &str) -> (Document, Vec<Diagnostic>) {
    read_at("api/folder-rename.md", text.as_bytes())
}

fn resource(text: &str) -> (Document, Vec<Diagnostic>) {
    read_at("resources/folder.md", text.as_bytes())
}

fn codes(diagnostics: &[Diagnostic]) -> Vec<Code> {
    diagnostics
        .iter()
        .map(|diagnostic| diagnostic.code)
        .collect()
}

#[test]
fn an_operation_page_gives_an_operation() {
    let (document, diagnostics) = operation(OPERATION);
    let [rename] = document.operations.as_slice() else {
        panic!("one operation");
    };
    assert_eq!(document.area.as_deref(), Some("files"));
    assert_eq!(rename.method, HttpMethod::Patch);
    let routes: Vec<_> = rename
        .routes
        .iter()
        .map(|route| route.text.as_str())
        .collect();
    assert_eq!(
        routes,
        [
            "/me/folders/{id}",
            "/users/{id | userPrincipalName}/folders/{id}"
        ]
    );
    assert_eq!(
        rename.permissions.delegated.as_ref().map(Access::names),
        Some(vec!["Folder.Write"])
    );
    assert_eq!(rename.permissions.application, Some(Access::default()));
    assert_eq!(rename.permissions.personal, None);
    assert_eq!(rename.query[0].value, "$select");
    assert_eq!(rename.headers[0].name.value, "If-Match");
    assert_eq!(
        rename.body.ty.as_ref().map(|ty| ty.names[0].text.as_str()),
        Some("folder")
    );
    assert_eq!(rename.body.fields[0].description, None);
    assert_eq!(rename.responses[0].status, Some(200));
    assert_eq!(rename.examples.len(), 2);
    assert_eq!(codes(&diagnostics), [Code::PlaceholderText]);
    let place = rename.routes[1].span;
    assert!(document.source[place.start as usize..place.end as usize].starts_with("/users/"));
}

#[test]
fn a_resource_page_gives_types() {
    let (document, diagnostics) = resource(RESOURCE);
    let folder = &document.resources[0];
    assert_eq!(folder.name.value, "microsoft.graph.folder");
    assert_eq!(
        folder
            .prose_base
            .as_ref()
            .map(|base| base.names[0].text.as_str()),
        Some("item")
    );
    assert_eq!(
        (folder.properties.len(), folder.relationships.len()),
        (2, 1)
    );
    let kind = &document.enumerations[0];
    assert_eq!(
        (kind.name.value.as_str(), kind.carrier, kind.members.len()),
        ("folderKind", Carrier::Resource, 2)
    );
    assert!(diagnostics.is_empty() && document.operations.is_empty());
}

#[test]
fn several_operations_of_a_page_are_split_where_each_has_its_own_response() {
    let part = |title: &str, method: &str, status: &str| {
        format!(
            "## {title}\n\nIt does.\n\n### HTTP request\n```http\n{method} /me/folders/{{id}}\n```\n\n### Response\nIt gives `{status}`.\n\n"
        )
    };
    let text = format!(
        "---\n---\n# Folders\n\n## Permissions\n\n|Type|Permissions|\n|-|-|\n|Application|A.Read|\n\n{}{}",
        part("Read one", "GET", "200 OK"),
        part("Drop one", "DELETE", "204 No Content")
    );
    let (document, _) = operation(&text);
    let found: Vec<_> = document
        .operations
        .iter()
        .map(|operation| {
            (
                operation.title.as_str(),
                operation.method,
                operation.responses[0].status,
            )
        })
        .collect();
    assert_eq!(
        found,
        [
            ("Read one", HttpMethod::Get, Some(200)),
            ("Drop one", HttpMethod::Delete, Some(204))
        ]
    );
    assert!(
        document
            .operations
            .iter()
            .all(|operation| operation.permissions.application.is_some())
    );
}

#[test]
fn mixed_methods_under_one_heading_are_one_operation_each() {
    let (document, _) =
        operation(&OPERATION.replace("PATCH /me/folders/{id}\n", "PUT /me/folders/{id}\n"));
    let found: Vec<_> = document
        .operations
        .iter()
        .map(|operation| (operation.method, operation.routes.len()))
        .collect();
    assert_eq!(found, [(HttpMethod::Put, 1), (HttpMethod::Patch, 1)]);
    assert_eq!(document.operations[1].examples.len(), 2);
    assert!(document.operations[0].examples.is_empty());
}

#[test]
fn a_page_that_is_not_utf8_is_refused() {
    let mut bytes = OPERATION.as_bytes().to_vec();
    bytes[200] = 0xff;
    let (document, diagnostics) = read_at("api/folder-rename.md", &bytes);
    assert!(document.refused.is_some() && document.operations.is_empty());
    assert_eq!(codes(&diagnostics), [Code::NotUtf8]);
}

#[test]
fn a_page_of_50_megabytes_is_refused() {
    let (document, diagnostics) = read_at("api/folder-rename.md", &vec![b'x'; 50_000_000]);
    assert!(document.refused.is_some());
    assert_eq!(codes(&diagnostics), [Code::PageTooLarge]);
}

#[test]
fn a_translation_is_refused() {
    let (document, diagnostics) =
        operation(&OPERATION.replace("ms.prod:", "ms.translationtype: MT\nms.prod:"));
    assert!(document.refused.is_some() && document.operations.is_empty());
    assert_eq!(codes(&diagnostics), [Code::LocalisedPage]);
}

#[test]
fn broken_front_matter_costs_nothing_else() {
    let (document, diagnostics) =
        operation(&OPERATION.replace("title: \"Rename", "title: a: \"Rename"));
    assert_eq!(document.operations.len(), 1);
    assert_eq!(document.area.as_deref(), Some("files"));
    assert!(codes(&diagnostics).contains(&Code::FrontMatterInvalid));
}

#[test]
fn a_broken_annotation_still_names_the_type() {
    let (document, diagnostics) =
        resource(&RESOURCE.replace("\"keyProperty\": \"id\"", "keyProperty: id"));
    assert_eq!(document.resources[0].name.value, "microsoft.graph.folder");
    assert_eq!(codes(&diagnostics), [Code::AnnotationInvalid]);
}

#[test]
fn an_unclosed_fence_costs_no_section() {
    let (document, diagnostics) =
        operation(&OPERATION.replace("folders/{id}\n```\n", "folders/{id}\n"));
    assert_eq!(document.operations[0].responses[0].status, Some(200));
    assert!(codes(&diagnostics).contains(&Code::FenceUnclosed));
}

#[test]
fn a_ragged_row_costs_that_row() {
    let (document, diagnostics) =
        resource(&RESOURCE.replace("|id|String|Read-only.|", "|id|String|\n|a stray line|\n"));
    let names: Vec<_> = document.resources[0]
        .properties
        .iter()
        .map(|row| row.name.value.as_str())
        .collect();
    assert_eq!(names, ["id"]);
    assert!(codes(&diagnostics).contains(&Code::RowRagged));
}

#[test]
fn an_unreadable_request_line_costs_that_line() {
    let (document, diagnostics) =
        operation(&OPERATION.replace("PATCH /me/folders/{id}", "PATCH /me/folders/{id"));
    assert_eq!(document.operations[0].routes.len(), 1);
    assert!(codes(&diagnostics).contains(&Code::RequestLineInvalid));
}

#[test]
fn a_page_without_requests_says_so() {
    let (document, diagnostics) = operation("---\n---\n# Rename folder\n\nWords.\n");
    assert!(document.nothing.is_some());
    assert_eq!(codes(&diagnostics), [Code::RequestMissing]);
    let (document, diagnostics) = resource("---\n---\n# About folders\n\nWords.\n");
    assert!(document.nothing.is_some() && diagnostics.is_empty());
}

#[test]
fn permissions_may_be_included() {
    let table = OPERATION.find("|Permission type").unwrap();
    let end = OPERATION.find("## HTTP request").unwrap();
    let include =
        "[!INCLUDE [permissions-table](../includes/permissions/folder-rename-permissions.md)]\n\n";
    let text = format!("{}{include}{}", &OPERATION[..table], &OPERATION[end..]);
    let includes = |path: &Utf8Path| {
        (path == "includes/permissions/folder-rename-permissions.md")
            .then(|| "|Type|Least|Higher|\n|-|-|-|\n|Application|A.Read|A.Write|\n".to_owned())
    };
    let mut diagnostics = Vec::new();
    let document = read(
        Utf8Path::new("api/folder-rename.md"),
        text.as_bytes(),
        crate::dialect::graph(),
        &includes,
        &mut diagnostics,
    );
    let permissions = document.operations[0].permissions.application.as_ref();
    let names = permissions.map(Access::names);
    assert_eq!(names, Some(vec!["A.Read", "A.Write"]));
}

proptest! {
    #[test]
    fn any_bytes_are_read(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        read_at("api/x.md", &bytes);
        read_at("resources/x.md", &bytes);
    }

    #[test]
    fn any_change_of_a_good_page_is_read(edits in proptest::collection::vec(edit(), 1..6), of_resource: bool) {
        let page = if of_resource { RESOURCE } else { OPERATION };
        let mut bytes = page.as_bytes().to_vec();
        for (at, len, with) in edits {
            let start = at.index(bytes.len());
            let end = (start + len).min(bytes.len());
            bytes.splice(start..end, with.bytes());
        }
        let path = if of_resource { "resources/folder.md" } else { "api/folder-rename.md" };
        let (document, diagnostics) = read_at(path, &bytes);
        let end = document.source.len();
        prop_assert!(diagnostics.iter().all(|found| document.refused.is_some() || found.span.end as usize <= end));
    }
}

/// A place, how much to remove there, and what to put there.
fn edit() -> impl Strategy<Value = (proptest::sample::Index, usize, String)> {
    let pieces = [
        "",
        "\n",
        "\n\n",
        "|",
        "```",
        "`",
        "[",
        "](",
        ")",
        "{",
        "}",
        "(",
        "'",
        "\"",
        "<!--",
        "-->",
        "#",
        "## HTTP request\n",
        "---\n",
        "$",
        "**",
        "GET /a\n",
        ":",
        "\\",
        "\u{a0}",
        "é",
        "...",
        "TODO",
        "<",
        ">",
    ];
    let piece = prop_oneof![
        proptest::sample::select(pieces.to_vec()).prop_map(str::to_owned),
        "\\PC{0,4}"
    ];
    (any::<proptest::sample::Index>(), 0usize..40, piece)
}

/// What a page of operations documents.
fn operations(text: &str) -> Vec<Operation> {
    let text = format!("---\n---\n# Do it\n\n{text}\n");
    let path = Utf8Path::new("api/thing-do.md");
    let dialect = crate::dialect::graph();
    read(path, text.as_bytes(), dialect, &|_| None, &mut Vec::new()).operations
}

fn routes(operations: &[Operation]) -> Vec<&str> {
    let routes = operations.iter().flat_map(|operation| &operation.routes);
    routes.map(|route| &*route.text).collect()
}

#[test]
fn request_lines_may_stand_in_tables_and_sentences() {
    let table = operations(
        "## Request syntax\n\n|Method|Request URI|\n|-|-|\n|**PUT**|<https://example.com/v1.0/things/{id}>|\n\n## Response\n\n`200 OK`.",
    );
    assert_eq!(
        (table[0].method, &*routes(&table)),
        (HttpMethod::Put, &["/things/{id}"][..])
    );
    let code = operations(
        "## HTTP request\n\nSend it so:\n`GET /things/{id}/content`\n\n## Response\n\n`200 OK`.",
    );
    assert_eq!(routes(&code), ["/things/{id}/content"]);
}

#[test]
fn a_request_may_be_annotated_below_a_heading_of_its_own() {
    let found = operations(
        "## Those of a group\n\n### HTTP request\n\n```http\nGET /groups/{id}/things\n```\n\n## Those of the caller\n\n\
         <!-- {\"blockType\": \"request\"} -->\n```http\nGET /me/things\n```\n\n## Response\n\n`200 OK`.\n\n\
         ## More\n\n<!-- {\"blockType\": \"request\"} -->\n```http\nGET https://example.com/v1.0/me/things\n```",
    );
    assert_eq!(routes(&found), ["/groups/{id}/things", "/me/things"]);
}

#[test]
fn json_behind_a_request_that_reads_is_its_answer() {
    let page = |request: &str| {
        operations(&format!(
            "## HTTP request\n\n```http\n{request}\n```\n\n## Response\n\n`200 OK`.\n\n## Example\n\n**Request**\n\n\
             ```json\n{request}\n```\n\n**Response**\n\n```json\n{{\"value\": [{{\"id\": \"a\"}}]}}\n```"
        ))
    };
    let kinds = |operations: &[Operation]| {
        let examples = operations.iter().flat_map(|operation| &operation.examples);
        examples
            .filter(|example| example.kind == ExampleKind::Response { status: 200 })
            .count()
    };
    assert_eq!(kinds(&page("GET /things")), 1);
    assert_eq!(kinds(&page("POST /things")), 0);
}

#[test]
fn a_table_of_properties_makes_a_type_wherever_the_page_lies() {
    let text = "---\n---\n# thing resource type\n\n## Properties\n\n|Property|Type|\n|-|-|\n|size|Nullable long|\n";
    let dialect = crate::dialect::graph();
    let mut diagnostics = Vec::new();
    let document = read(
        Utf8Path::new("api/thing.md"),
        text.as_bytes(),
        dialect,
        &|_| None,
        &mut diagnostics,
    );
    assert_eq!(document.resources[0].name.value, "thing");
    assert!(
        diagnostics
            .iter()
            .all(|found| found.code != Code::RequestMissing)
    );
}

#[test]
fn a_page_may_document_a_type_and_its_requests() {
    let text = "---\n---\n# thing resource type\n\n## HTTP request\n\n```http\nGET /things/:id\n```\n\n## Properties\n\n|Property|Type|\n|-|-|\n|size|Int64|\n";
    for path in ["resources/thing.md", "reference/thing.md"] {
        let document = read(
            Utf8Path::new(path),
            text.as_bytes(),
            crate::dialect::graph(),
            &|_| None,
            &mut Vec::new(),
        );
        assert_eq!(document.resources.len(), 1, "{path}");
        assert_eq!(document.operations.len(), 1, "{path}");
    }
}
