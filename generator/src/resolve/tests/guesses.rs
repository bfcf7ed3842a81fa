//! Small trees, in which one page too many or too few used to change what the others mean.

use crate::diagnostic::Code;
use crate::model::{Body, Model, OperationKind, QualifiedName, ResponseBody, Source, Target, Type};
use crate::resolve::tests::pages::{model, model_and_findings, operation, resource, structure};

fn name(short: &str) -> QualifiedName {
    QualifiedName(format!("microsoft.graph.{short}"))
}

fn base_of(model: &Model, ty: &str) -> Option<String> {
    let base = structure(model, ty).base.as_ref();
    base.map(|base| base.name().to_owned())
}

fn members(model: &Model, ty: &str) -> Option<Vec<String>> {
    match model.types.get(&name(ty))? {
        Type::Enum(ty) => Some(
            ty.members
                .iter()
                .map(|member| member.name.clone())
                .collect(),
        ),
        Type::Struct(_) => None,
    }
}

/// A base with one property, a type that inherits from it, and one that has a key and operations.
fn shelf(only_property: &str) -> Model {
    let book = resource("book", "|id|String|a|").replace(
        "## Properties",
        "## Methods\n|Method|Return type|\n|-|-|\n|[Get](../api/book-get.md)|[book](book.md)|\n\n## Properties",
    );
    let rule = resource("sizeRule", "|sizes|String collection|a|").replace(
        "## Properties",
        "Inherits from [rule](rule.md).\n\n## Properties",
    );
    model(&[
        ("resources/book.md", book),
        (
            "resources/rule.md",
            resource("rule", &format!("|{only_property}|String|a|")),
        ),
        ("resources/sizerule.md", rule),
    ])
}

#[test]
fn only_a_type_that_is_known_by_its_key_is_a_root() {
    assert_eq!(base_of(&shelf("kind"), "book"), None);
    assert_eq!(base_of(&shelf("id"), "book").as_deref(), Some("rule"));
}

#[test]
fn what_an_action_answers_with_is_not_what_its_route_leads_to() {
    let page = |body: &str, status: &str| {
        let answer = format!("`{status}` and a [report](../resources/report.md).");
        [
            (
                "resources/report.md",
                resource("report", "|rows|String collection|a|"),
            ),
            (
                "api/hunt.md",
                operation("POST /hunts/runQuery", body, &answer),
            ),
        ]
    };
    let table =
        "Supply these parameters.\n\n|Parameter|Type|Description|\n|-|-|-|\n|query|String|a|";
    for body in [table, "Do not supply a request body."] {
        let model = model(&page(body, "200 OK"));
        assert_eq!(model.operations[0].kind, OperationKind::Action, "{body}");
    }
    let created = model(&page(
        "Supply a [report](../resources/report.md).",
        "201 Created",
    ));
    assert_eq!(created.operations[0].kind, OperationKind::Resource);
}

#[test]
fn values_in_a_description_make_an_enumeration_that_no_page_defines() {
    let pages = [
        (
            "resources/backup.md",
            resource(
                "backup",
                "|state|backupState|a. The possible values are: `off`, `on`.|",
            ),
        ),
        (
            "api/backup-post.md",
            operation(
                "POST /backups",
                "A [backup](../resources/backup.md).\n\n|Property|Type|Description|\n|-|-|-|\n|state|BackupState|a. Possible values are: `off`, `on`, `paused`.|\n|mode|backupMode|a. Possible values are: `full`.|",
                "`201 Created` and a [backup](../resources/backup.md).",
            ),
        ),
    ];
    let model = model(&pages);
    // The longest list, in the spelling that comes first of equally many.
    assert_eq!(
        members(&model, "BackupState").unwrap(),
        ["off", "on", "paused"]
    );
    assert_eq!(
        structure(&model, "backup").properties[0].ty.target,
        Target::Named(name("BackupState"))
    );
    // One value may be one of many.
    assert_eq!(members(&model, "backupMode"), None);
}

fn answer(model: &Model, page: &str) -> Target {
    let operation = model
        .operations
        .iter()
        .find(|operation| operation.page == page);
    match &operation.unwrap().responses[0].body {
        ResponseBody::Value { ty } => ty.target.clone(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_name_of_a_collection_is_no_type_of_its_own() {
    let entry = resource("entry", "|number|String|a|").replace(
        "## Properties",
        "## Methods\n|Method|Return type|\n|-|-|\n|[Get](../api/entry-get.md)|entry|\n|[Create](../api/entry-create.md)|entry|\n\n## Properties",
    );
    let answers = |word: &str| format!("`200 OK` and an **{word}** object in the body.");
    let sent = "Supply a JSON representation of an **entries** object.\n\n## Example\n\n```json\nPOST https://x/entries\n\n{\"number\": \"1\", \"secret\": 5}\n```";
    let (model, findings) = model_and_findings(&[
        ("resources/entry.md", entry),
        ("resources/tax.md", resource("tax", "|rate|Double|a|")),
        (
            "api/entry-get.md",
            operation("GET /entries({id})", "None.", &answers("entries")),
        ),
        (
            "api/entry-create.md",
            operation("POST /entries", sent, &answers("entries")),
        ),
        // No Methods table lists this one.
        (
            "api/tax-get.md",
            operation("GET /taxes({id})", "None.", &answers("taxes")),
        ),
        // Not the word of a collection of the route: what it means is not known.
        (
            "api/other-get.md",
            operation("GET /others({id})", "None.", &answers("things")),
        ),
    ]);
    assert_eq!(
        answer(&model, "api/entry-get.md"),
        Target::Named(name("entry"))
    );
    assert_eq!(answer(&model, "api/tax-get.md"), Target::Named(name("tax")));
    assert_eq!(answer(&model, "api/other-get.md"), Target::Untyped);
    assert!(!model.types.keys().any(|name| name.name() == "entries"));
    let said = findings
        .iter()
        .filter(|found| found.message.contains("calls the type"));
    assert!(said.count() >= 3);
}

#[test]
fn whether_a_property_is_many_is_believed_of_the_page_of_its_type() {
    let table = "A [meeting](../resources/meeting.md).\n\n|Property|Type|Description|\n|-|-|-|\n|guests|String|a|\n|topic|String|a|";
    let (model, findings) = model_and_findings(&[
        (
            "resources/meeting.md",
            resource("meeting", "|guests|String collection|a|\n|topic|String|a|"),
        ),
        (
            "api/meeting-update.md",
            operation(
                "PATCH /meetings/{id}",
                table,
                "`200 OK` and a [meeting](../resources/meeting.md).",
            ),
        ),
    ]);
    let Body::Type { accepted, .. } = &model.operations[0].body else {
        panic!("{:?}", model.operations[0].body);
    };
    assert!(accepted[0].ty.collection && !accepted[1].ty.collection);
    assert_eq!(accepted[0].contradictions[0].source, Source::Table);
    let found: Vec<_> = findings
        .iter()
        .filter(|found| found.code == Code::PagesDisagree)
        .collect();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].page, "api/meeting-update.md");
    assert!(
        found[0].message.contains("resources/meeting.md, line 8"),
        "{}",
        found[0].message
    );
}

#[test]
fn an_example_with_another_method_than_the_request_line_is_told_and_compared() {
    let example = "A [photo](../resources/photo.md).\n\n## Example\n\n```http\nPATCH https://x/photos/1\n\n{\"title\": \"a\"}\n```";
    let (model, findings) = model_and_findings(&[
        ("resources/photo.md", resource("photo", "|title|String|a|")),
        (
            "api/photo-put.md",
            operation("PUT /photos", example, "`204 No Content`."),
        ),
    ]);
    assert!(findings.iter().any(|found| {
        found.code == Code::PartsDisagree && found.message.contains("says PUT, the example PATCH")
    }));
    let shown = &model.operations[0].examples[0];
    assert_eq!(shown.ty.target, Target::Named(name("photo")));
}

#[test]
fn chains_of_bases_have_an_end_however_many_types_there_are() {
    let chain = |length: usize| {
        let page = |at: usize| {
            let base = format!("Inherits from [t{0}](t{0}.md).\n\n## Properties", at + 1);
            let text = resource(&format!("t{at}"), &format!("|p{at}|String|a|"));
            match at + 1 < length {
                true => text.replace("## Properties", &base),
                false => text,
            }
        };
        let paths: Vec<_> = (0..length)
            .map(|at| format!("resources/t{at}.md"))
            .collect();
        let pages: Vec<_> = paths
            .iter()
            .zip(0..)
            .map(|(path, at)| (&**path, page(at)))
            .collect();
        model_and_findings(&pages)
    };
    for (length, cuts) in [(60, 0), (65, 1), (260, 4)] {
        let (model, findings) = chain(length);
        let cut = findings
            .iter()
            .filter(|found| found.code == Code::BaseCycle);
        assert_eq!(cut.count(), cuts, "{length}");
        // So what is done for each type and its ancestors is bounded.
        assert!(model.properties(&name("t0")).len() <= 64);
        assert_eq!(model.types.len(), length);
    }
}
