use crate::dialect;
use crate::model::{Model, Target, Type};
use crate::reader as reference;
use crate::reader::Document;
use crate::selection::Selection;
use camino::Utf8Path;

fn page(path: &str, text: &str) -> Document {
    reference::read(
        Utf8Path::new(path),
        text.as_bytes(),
        dialect::graph(),
        &|_| None,
        &mut Vec::new(),
    )
}

fn resource(
    name: &str,
    area: &str,
    rows: &[(&str, &str)],
    relationships: &[(&str, &str)],
) -> Document {
    let table = |kind: &str, rows: &[(&str, &str)]| {
        let rows: String = rows
            .iter()
            .map(|(name, ty)| format!("|{name}|{ty}|A word.|\n"))
            .collect();
        format!("## {kind}\n\n|Name|Type|Description|\n|:--|:--|:--|\n{rows}\n")
    };
    page(
        &format!("resources/{name}.md"),
        &format!(
            "---\ntitle: {name}\nms.prod: {area}\n---\n# {name} resource type\n\nNamespace: microsoft.graph\n\nWords.\n\n{}{}",
            table("Properties", rows),
            table("Relationships", relationships),
        ),
    )
}

fn list(ty: &str, path: &str) -> Document {
    page(
        &format!("api/user-list-{ty}s.md"),
        &format!(
            "---\ntitle: List {ty}s\nms.prod: mail\n---\n# List {ty}s\n\nNamespace: microsoft.graph\n\nWords.\n\n\
             ## HTTP request\n\n```http\nGET {path}\n```\n\n\
             ## Response\n\nIf successful, this method returns a `200 OK` response code and a collection of \
             [{ty}](../resources/{ty}.md) objects in the response body.\n"
        ),
    )
}

/// Messages with bodies and senders, which lead to folders; users beside them.
fn pages() -> Vec<Document> {
    let link = |name: &str| format!("[{name}](../resources/{name}.md)");
    vec![
        resource(
            "message",
            "mail",
            &[("body", &link("body")), ("subject", "String")],
            &[("folder", &link("folder"))],
        ),
        resource("body", "mail", &[("content", "String")], &[]),
        resource("folder", "mail", &[("size", &link("size"))], &[]),
        resource("size", "mail", &[("bytes", "Int64")], &[]),
        resource("person", "people", &[("name", "String")], &[]),
        list("message", "/users/{id}/messages"),
        list("person", "/users/{id}/people"),
    ]
}

/// The names of the types that are kept, and the model.
fn selected(include: &[&str], exclude: &[&str]) -> (Vec<String>, Model) {
    let mut documents = pages();
    let mut model =
        crate::resolve::resolve("v1.0", &mut documents, dialect::graph(), &mut Vec::new());
    let words = |words: &[&str]| {
        words
            .iter()
            .map(|&word| word.to_owned())
            .collect::<Vec<_>>()
    };
    Selection::new(&words(include), &words(exclude))
        .unwrap()
        .apply(&mut model, &documents);
    let names = model.types.keys().map(|name| name.name().to_owned());
    (names.collect(), model)
}

#[test]
fn an_operation_brings_the_types_it_needs_and_no_others() {
    for include in [
        "user-list-messages",
        "/users/*/messages",
        "api/*messages.md",
    ] {
        let (types, model) = selected(&[include], &[]);
        assert_eq!(types, ["body", "message"], "{include}");
        assert_eq!(model.operations.len(), 1, "{include}");
        let pages: Vec<&str> = model.pages.iter().map(|page| page.path.as_str()).collect();
        assert_eq!(
            pages,
            [
                "api/user-list-messages.md",
                "resources/body.md",
                "resources/message.md"
            ]
        );
    }
}

#[test]
fn a_relationship_to_what_is_left_out_holds_json_and_is_typed_with_it() {
    let folder = |model: &Model| {
        let message = model
            .types
            .iter()
            .find(|(name, _)| name.name() == "message");
        let Some((_, Type::Struct(message))) = message else {
            panic!("no message");
        };
        let folder = message
            .properties
            .iter()
            .find(|property| property.name == "folder");
        folder.unwrap().ty.target.clone()
    };
    let (_, model) = selected(&["user-list-messages"], &[]);
    assert!(matches!(folder(&model), Target::Omitted(name) if name.name() == "folder"));
    let (types, model) = selected(&["user-list-messages", "resources/folder.md"], &[]);
    assert_eq!(types, ["body", "folder", "message", "size"]);
    assert!(matches!(folder(&model), Target::Named(_)));
}

#[test]
fn an_area_is_its_pages_and_what_they_need() {
    let (types, model) = selected(&["area:people"], &[]);
    assert_eq!(
        (types, model.operations.len()),
        (vec!["person".to_owned()], 0)
    );
}

#[test]
fn exclude_wins_but_not_over_need() {
    let (types, model) = selected(&["area:mail"], &["resources/{body,size}.md", "*-persons"]);
    assert_eq!(types, ["body", "folder", "message", "size"]);
    assert_eq!(model.operations.len(), 1);
}

#[test]
fn every_type_has_a_reason_back_to_a_page() {
    let mut documents = pages();
    let mut model =
        crate::resolve::resolve("v1.0", &mut documents, dialect::graph(), &mut Vec::new());
    let selection = Selection::new(&["user-list-messages".to_owned()], &[]).unwrap();
    let kept = selection.apply(&mut model, &documents).unwrap();
    let body = model.types.keys().find(|name| name.name() == "body");
    let reason = &kept.reasons[body.unwrap()];
    assert_eq!(reason.to_string(), "message.body holds it");
    let reason = &kept.reasons[reason.because_of().unwrap()];
    assert_eq!(
        reason.to_string(),
        "api/user-list-messages.md answers with it"
    );
    assert_eq!(reason.because_of(), None);
    let left_out: Vec<_> = kept
        .left_out
        .iter()
        .map(|(name, n)| (name.name(), *n))
        .collect();
    assert_eq!(left_out, [("folder", 1), ("person", 0), ("size", 0)]);
}
