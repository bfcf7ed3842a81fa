//! Small pages, and what of them stands in the document.

use super::check;
use serde_json::{Value, json};
use std::fs;

/// A page of an operation: its name, its request lines, and the sections behind them.
struct Call<'a>(&'a str, &'a str, &'a str);

const POST: &str = "|id|String|Its name. Read-only.|\n|kind|postKind|Which kind.|\n|author|[person](person.md)|Who wrote it.|";
const POST_ANSWER: &str = "## Response\n\nOn success, the service answers with `200 OK` and a [post](../resources/post.md) object in the body.\n";
const POSTS_ANSWER: &str = "## Response\n\nOn success, the service answers with `200 OK` and a collection of [post](../resources/post.md) objects in the body.\n";

fn resource(name: &str, head: &str, rows: &str, rest: &str) -> String {
    format!(
        "---\ntitle: \"{name} resource type\"\ndoc_type: resourcePageType\n---\n\n# {name} resource type\n\nNamespace: microsoft.graph\n\nA {name}.{head}\n\n## Properties\n\n|Property|Type|Description|\n|:--|:--|:--|\n{rows}\n\n{rest}"
    )
}

fn document(calls: &[Call<'_>]) -> Value {
    document_with("", POST, calls)
}

/// With a `docbind.toml`, and these properties of a post.
fn document_with(settings: &str, post: &str, calls: &[Call<'_>]) -> Value {
    let folder = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let path = folder.path().join("v1.0").join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    fs::write(folder.path().join("docbind.toml"), settings).unwrap();
    let kinds = "### postKind values\n\n|Member|Description|\n|:--|:--|\n|plain|As it is.|\n|pinned|Stays on top.|\n";
    write("resources/post.md", &resource("post", "", post, kinds));
    let person = resource("person", "", "|name|String|What they are called.|", "");
    write("resources/person.md", &person);
    let author = resource(
        "author",
        " Inherits from [person](person.md).",
        "|books|Int32|How many.|",
        "",
    );
    write("resources/author.md", &author);
    for Call(name, requests, rest) in calls {
        let text = format!(
            "---\ntitle: \"{name}\"\nms.prod: \"forum\"\ndoc_type: apiPageType\n---\n\n# {name}\n\nNamespace: microsoft.graph\n\nDoes [it](../resources/post.md).\n\n## HTTP request\n\n```http\n{requests}\n```\n\n{rest}"
        );
        write(&format!("api/{name}.md"), &text);
    }
    let (_, document) = super::document(folder.path().to_str().unwrap());
    check(&document);
    document
}

#[test]
fn paths_that_differ_in_names_of_parameters_are_one() {
    let document = document(&[
        Call("post-get", "GET /posts/{id}", POST_ANSWER),
        Call(
            "post-read",
            "GET /posts/{post-id}\nGET /me/post",
            POST_ANSWER,
        ),
        Call("post-delete", "DELETE /posts/{key}", ""),
    ]);
    let path = &document["paths"]["/posts/{post-id}"];
    assert_eq!(path["get"]["operationId"], "post-get");
    let pages = json!(["api/post-get.md", "api/post-read.md"]);
    assert_eq!(path["get"]["x-docbind-pages"], pages);
    assert_eq!(path["delete"]["operationId"], "post-delete");
    assert_eq!(
        document["paths"]["/me/post"]["get"]["operationId"],
        "post-read.me"
    );
    assert_eq!(document["paths"].as_object().unwrap().len(), 2);
}

#[test]
fn an_id_stays_when_other_routes_and_pages_come() {
    let one = document(&[Call("post-list", "GET /forums/{id}/posts", POSTS_ANSWER)]);
    let more = document(&[
        Call(
            "post-list",
            "GET /posts\nGET /me/posts\nGET /forums/{id}/posts",
            POSTS_ANSWER,
        ),
        Call("a-get", "GET /a/{id}", POST_ANSWER),
    ]);
    let place = "/paths/~1forums~1{forum-id}~1posts/get";
    assert_eq!(
        one.pointer(place).unwrap()["operationId"],
        "post-list.forums"
    );
    assert_eq!(one.pointer(place), more.pointer(place));
}

#[test]
fn arguments_of_functions_are_parameters_of_the_path() {
    let rows = "## Function parameters\n\n|Parameter|Type|Description|\n|:--|:--|:--|\n|limit|Int32|How many at most.|\n\n";
    let rest = format!("{rows}{POSTS_ANSWER}");
    let document = document(&[Call(
        "post-best",
        "GET /posts/best(limit={limit},of='{of}')",
        &rest,
    )]);
    let parameters = &document["paths"]["/posts/best(limit={limit},of='{of}')"]["parameters"];
    assert_eq!(parameters[0]["name"], "limit");
    assert_eq!(parameters[0]["schema"]["format"], "int32");
    assert_eq!(parameters[0]["description"], "How many at most.");
    assert_eq!(parameters[1]["schema"], json!({"type": "string"}));
}

#[test]
fn options_are_offered_where_the_page_offers_them() {
    let rest = format!(
        "## Optional query parameters\n\nThis method supports the `$select` and `$top` OData query parameters.\n\n{POSTS_ANSWER}"
    );
    let document = document(&[
        Call("post-list", "GET /posts", &rest),
        Call("post-get", "GET /posts/{id}", POST_ANSWER),
    ]);
    let offered = &document["paths"]["/posts"]["get"]["parameters"];
    let places = json!([{"$ref": "#/components/parameters/select"}, {"$ref": "#/components/parameters/top"}]);
    assert_eq!(*offered, places);
    assert!(
        document["paths"]["/posts/{post-id}"]["get"]
            .get("parameters")
            .is_none()
    );
    let shared = &document["components"]["parameters"];
    assert_eq!(shared.as_object().unwrap().len(), 2);
    assert_eq!(shared["select"]["explode"], false);
    assert_eq!(shared["top"]["schema"]["type"], "integer");
}

#[test]
fn types_are_open_and_know_their_bases_and_variants() {
    let document = document(&[Call("post-get", "GET /posts/{id}", POST_ANSWER)]);
    let schemas = &document["components"]["schemas"];
    assert_eq!(
        schemas["microsoft.graph.postKind"]["anyOf"],
        json!([{"type": "string", "enum": ["plain", "pinned"]}, {"type": "string"}])
    );
    let post = &schemas["microsoft.graph.post"]["properties"];
    assert_eq!(post["id"]["readOnly"], true);
    let choice = "#/components/schemas/microsoft.graph.person-variants";
    assert_eq!(post["author"]["$ref"], choice);
    let base = "#/components/schemas/microsoft.graph.person";
    assert_eq!(schemas["microsoft.graph.author"]["allOf"][0]["$ref"], base);
    let choice = &schemas["microsoft.graph.person-variants"];
    assert_eq!(choice["discriminator"]["propertyName"], "@odata.type");
    let branch = "#/components/schemas/microsoft.graph.author-variant";
    assert_eq!(choice["oneOf"][1]["$ref"], branch);
    assert_eq!(
        choice["discriminator"]["mapping"]["#microsoft.graph.author"],
        branch
    );
}

#[test]
fn a_value_is_exactly_one_of_the_variants() {
    let document = document(&[Call("post-get", "GET /posts/{id}", POST_ANSWER)]);
    let schema = json!({
        "$ref": "#/components/schemas/microsoft.graph.person-variants",
        "components": document["components"],
    });
    let validator = jsonschema::draft202012::new(&schema).unwrap();
    assert!(validator.is_valid(&json!({"name": "a"})));
    assert!(validator.is_valid(&json!({"@odata.type": "#microsoft.graph.author", "books": 2})));
    assert!(
        validator.is_valid(&json!({"@odata.type": "#microsoft.graph.unheardOf", "books": "x"}))
    );
    assert!(!validator.is_valid(&json!({"@odata.type": "#microsoft.graph.author", "books": "x"})));
    assert!(!validator.is_valid(&json!({"name": 5})));
}

#[test]
fn permissions_are_alternatives_and_keep_their_order() {
    let rest = format!(
        "## Permissions\n\n|Permission type|Permissions (from least to most privileged)|\n|:--|:--|\n|Delegated (work or school account)|Post.Read, Post.ReadWrite|\n|Delegated (personal Microsoft account)|Not supported.|\n|Application|Post.Read.All|\n\n{POST_ANSWER}"
    );
    let document = document(&[Call("post-get", "GET /posts/{id}", &rest)]);
    let operation = &document["paths"]["/posts/{post-id}"]["get"];
    let any = json!([{"delegated": ["Post.Read"]}, {"delegated": ["Post.ReadWrite"]}, {"application": ["Post.Read.All"]}]);
    assert_eq!(operation["security"], any);
    let said = json!({"delegatedWork": ["Post.Read", "Post.ReadWrite"], "delegatedPersonal": [], "application": ["Post.Read.All"]});
    assert_eq!(operation["x-docbind-permissions"], said);
}

#[test]
fn lists_say_how_they_go_on_and_all_responses_have_errors() {
    let document = document(&[Call("post-list", "GET /posts", POSTS_ANSWER)]);
    let operation = &document["paths"]["/posts"]["get"];
    let names = json!({"itemName": "value", "nextLinkName": "@odata.nextLink"});
    assert_eq!(operation["x-ms-pageable"], names);
    let schema = &operation["responses"]["200"]["content"]["application/json"]["schema"];
    assert_eq!(
        schema["$ref"],
        "#/components/schemas/microsoft.graph.post-page"
    );
    let error = json!({"$ref": "#/components/responses/error"});
    assert_eq!(operation["responses"]["4XX"], error);
    assert_eq!(operation["responses"]["5XX"], error);
    assert_eq!(operation["tags"], json!(["forum"]));
    assert_eq!(operation["description"], "Does it.");
}

#[test]
fn lists_go_on_as_the_profile_says() {
    let list = || Call("post-list", "GET /posts", POSTS_ANSWER);
    let of = |form: &str| document_with(&format!("[lists]\n{form}"), POST, &[list()]);
    let array = of("form = \"array\"");
    let operation = &array["paths"]["/posts"]["get"];
    let header = json!({"$ref": "#/components/headers/Link"});
    assert_eq!(operation["responses"]["200"]["headers"]["Link"], header);
    let page = &array["components"]["schemas"]["microsoft.graph.post-page"];
    assert_eq!(page["type"], "array");
    let cursor = of("form = { items = \"data\", next = { cursor = \"after\", query = \"from\" } }");
    let operation = &cursor["paths"]["/posts"]["get"];
    assert_eq!(operation["parameters"][0]["name"], "from");
    let page = &cursor["components"]["schemas"]["microsoft.graph.post-page"];
    assert_eq!(page["properties"]["data"]["type"], "array");
    let number = of("form = { items = \"data\", next = { page = \"page\" } }");
    let parameter = &number["paths"]["/posts"]["get"]["parameters"][0];
    assert_eq!(parameter["schema"]["type"], "integer");
}

#[test]
fn servers_are_those_of_the_profile() {
    let one = document_with(
        "[service]\nbase-url = \"https://forum.example/{version}\"",
        POST,
        &[Call("post-get", "GET /posts/{id}", POST_ANSWER)],
    );
    assert_eq!(
        one["servers"],
        json!([{"url": "https://forum.example/v1.0"}])
    );
}

#[test]
fn examples_are_examples_and_show_what_can_be_null() {
    let rest = format!(
        "{POST_ANSWER}\n## Example\n\n### Response\n\n<!-- {{\"blockType\": \"response\", \"@odata.type\": \"microsoft.graph.post\"}} -->\n\n```http\nHTTP/1.1 200 OK\nContent-type: application/json\n\n{{\"id\": \"1\", \"kind\": null}}\n```\n"
    );
    let document = document(&[Call("post-get", "GET /posts/{id}", &rest)]);
    let media = &document["paths"]["/posts/{post-id}"]["get"]["responses"]["200"]["content"]["application/json"];
    assert!(media["examples"].get("post-get-response").is_some());
    let example = &document["components"]["examples"]["post-get-response"]["value"];
    assert_eq!(*example, json!({"id": "1", "kind": null}));
    let kind = &document["components"]["schemas"]["microsoft.graph.post"]["properties"]["kind"];
    assert_eq!(kind["anyOf"][1], json!({"type": "null"}));
}

#[test]
fn a_page_that_changes_changes_its_own_parts() {
    let other = || Call("person-get", "GET /people/{id}", POST_ANSWER);
    let before = document(&[Call("post-get", "GET /posts/{id}", POST_ANSWER), other()]);
    let after = document(&[
        Call(
            "post-get",
            "GET /posts/{id}\nGET /me/posts/{id}",
            POST_ANSWER,
        ),
        other(),
    ]);
    assert_eq!(before["components"], after["components"]);
    assert_eq!(
        before["paths"]["/posts/{post-id}"],
        after["paths"]["/posts/{post-id}"]
    );
    assert_eq!(
        before["paths"]["/people/{person-id}"],
        after["paths"]["/people/{person-id}"]
    );
    assert!(before["paths"].get("/me/posts/{post-id}").is_none());
    assert!(after["paths"].get("/me/posts/{post-id}").is_some());
}

#[test]
fn a_property_that_changes_changes_its_type_alone() {
    let calls = || {
        [
            Call("post-get", "GET /posts/{id}", POST_ANSWER),
            Call("post-list", "GET /posts", POSTS_ANSWER),
        ]
    };
    let before = document(&calls());
    let rows = POST.replace("Which kind.", "Which kind it is.") + "\n|size|Int32|How long it is.|";
    let mut after = document_with("", &rows, &calls());
    let name = "microsoft.graph.post";
    let properties = &after["components"]["schemas"][name]["properties"];
    assert_eq!(properties["size"]["format"], "int32");
    after["components"]["schemas"][name] = before["components"]["schemas"][name].clone();
    assert_eq!(before, after);
}
