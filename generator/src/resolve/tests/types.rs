use super::*;

#[test]
fn an_undefined_type_is_known_by_the_table_and_the_example_of_its_page() {
    let mut create = operation(
        HttpMethod::Post,
        &["/groups/{id}/threads"],
        201,
        Some("thread"),
    );
    create.body.present = true;
    create.body.ty = Some(words("thread"));
    create.body.fields = vec![
        row("topic", "String"),
        row("toRecipients", "recipient collection"),
    ];
    create.examples.push(sent(
        HttpMethod::Post,
        json!({"@odata.type": "#microsoft.graph.thread", "topic": "a", "toRecipients": [{
            "emailAddress": {"@odata.type": "microsoft.graph.emailAddress", "address": "b"}
        }]}),
    ));
    let document = Document {
        operations: vec![create],
        ..page("api/thread-post.md")
    };
    let (model, diagnostics) = built(vec![document]);

    assert_eq!(codes(&diagnostics), []);
    let thread = structure(&model, "thread");
    assert!(thread.inferred);
    let names: Vec<_> = thread
        .properties
        .iter()
        .map(|property| &*property.name)
        .collect();
    assert_eq!(names, ["toRecipients", "topic"]);
    assert_eq!(
        thread.properties[0].ty.target,
        Target::Named(named("recipient"))
    );
    let recipient = structure(&model, "recipient");
    assert_eq!(
        recipient.properties[0].ty.target,
        Target::Named(named("emailAddress"))
    );
    let operation = &model.operations[0];
    assert_eq!(operation.kind, OperationKind::Resource);
    assert!(matches!(&operation.body, Body::Type { ty, accepted }
        if ty.target == Target::Named(named("thread")) && accepted.len() == 2));
    assert_eq!(model.pages[0].outcome, Outcome::Complete);
}

#[test]
fn a_type_that_nothing_shows_is_any_json_with_a_hint() {
    let message = resource("message", &[("sender", "recipiant"), ("topic", "String")]);
    let recipient = resource("recipient", &[]);
    let (model, diagnostics) = built(vec![
        resource_page("resources/message.md", message),
        resource_page("resources/recipient.md", recipient),
    ]);
    assert_eq!(
        structure(&model, "message").properties[0].ty.target,
        Target::Untyped
    );
    assert_eq!(codes(&diagnostics), [Code::TypeUndefined]);
    assert_eq!(
        diagnostics[0].help.as_deref(),
        Some("did you mean `recipient`?")
    );
    assert_eq!(
        model.pages[0].outcome,
        Outcome::Degraded(vec!["no page defines this type".to_owned()])
    );
}

#[test]
fn pages_of_one_type_are_merged_and_the_first_wins() {
    let documents = vec![
        resource_page(
            "resources/intune-user.md",
            resource("user", &[("id", "Int32"), ("age", "Int32")]),
        ),
        resource_page("resources/user.md", resource("user", &[("id", "String")])),
    ];
    let (model, diagnostics) = built(documents.clone());
    let user = structure(&model, "user");
    assert_eq!(
        user.pages,
        ["resources/user.md", "resources/intune-user.md"]
    );
    assert_eq!(user.properties.len(), 2);
    assert_eq!(
        user.properties[1].ty.target,
        Target::Scalar(crate::model::Scalar::String)
    );
    assert_eq!(codes(&diagnostics), [Code::PagesDisagree]);

    let (turned, _) = built(documents.into_iter().rev().collect());
    assert_eq!(crate::export::ir(&model), crate::export::ir(&turned));
}

#[test]
fn cycles_of_bases_are_broken_and_undefined_bases_left_out() {
    let (model, diagnostics) = built(vec![
        resource_page("resources/a.md", based(resource("a", &[]), "b")),
        resource_page("resources/b.md", based(resource("b", &[]), "a")),
        resource_page("resources/c.md", based(resource("c", &[]), "nothing")),
    ]);
    assert_eq!(structure(&model, "a").base, Some(named("b")));
    assert_eq!(structure(&model, "b").base, None);
    assert_eq!(structure(&model, "c").base, None);
    let mut found = codes(&diagnostics);
    found.sort();
    assert_eq!(found, [Code::BaseUndefined, Code::BaseCycle]);
}

#[test]
fn an_enumeration_takes_its_members_from_the_most_dedicated_page() {
    let members = |names: &[&str]| {
        let member = |name: &&str| Member {
            name: spanned((*name).to_owned()),
            value: None,
            description: None,
        };
        names.iter().map(member).collect()
    };
    let carried = |path: &str, carrier, names: &[&str]| Document {
        enumerations: vec![Enumeration {
            name: spanned("importance".to_owned()),
            carrier,
            description: None,
            members: members(names),
        }],
        ..page(path)
    };
    let (model, diagnostics) = built(vec![
        carried("resources/enums.md", Carrier::Collection, &["low"]),
        carried(
            "resources/importance.md",
            Carrier::Page,
            &["low", "high", "low"],
        ),
    ]);
    let Some(Type::Enum(found)) = model.types.get(&named("importance")) else {
        panic!("not an enumeration");
    };
    let names: Vec<_> = found.members.iter().map(|member| &*member.name).collect();
    assert_eq!(names, ["low", "high"]);
    assert_eq!(codes(&diagnostics), [Code::PagesDisagree]);
}

#[test]
fn a_type_with_an_identity_inherits_from_the_root() {
    let keyed = |short: &str, rows: &[(&str, &str)]| {
        let mut keyed = resource(short, rows);
        keyed.key = Some("id".to_owned());
        keyed
    };
    let mut rootless = keyed("rootless", &[("id", "String")]);
    rootless.annotated_base = Some(None);
    let (model, _) = built(vec![
        resource_page(
            "resources/entity.md",
            resource("entity", &[("id", "String")]),
        ),
        resource_page("resources/user.md", based(resource("user", &[]), "entity")),
        resource_page("resources/chat.md", keyed("chat", &[("id", "String")])),
        resource_page("resources/color.md", resource("color", &[("id", "String")])),
        resource_page("resources/rootless.md", rootless),
    ]);
    assert_eq!(structure(&model, "chat").base, Some(named("entity")));
    assert_eq!(structure(&model, "color").base, None);
    assert_eq!(structure(&model, "rootless").base, None);
    assert_eq!(structure(&model, "entity").base, None);
}

/// `user` with `events` and their `attachments`, and a page that reads each.

#[test]
fn a_relationship_that_only_routes_show_is_added() {
    let mut documents = mailbox();
    let list = operation(
        HttpMethod::Get,
        &["/users/{id}/events/{id}/files"],
        200,
        Some("file collection"),
    );
    let get = operation(
        HttpMethod::Get,
        &["/users/{id}/events/{id}/files/{id}"],
        200,
        Some("file"),
    );
    let recent = operation(
        HttpMethod::Get,
        &["/users/{id}/recent"],
        200,
        Some("file collection"),
    );
    documents.push(Document {
        operations: vec![list],
        ..page("api/event-list-files.md")
    });
    documents.push(Document {
        operations: vec![get],
        ..page("api/file-get.md")
    });
    documents.push(Document {
        operations: vec![recent],
        ..page("api/user-recent.md")
    });
    let (model, _) = built(documents);
    let files = structure(&model, "event")
        .properties
        .iter()
        .find(|property| property.name == "files");
    let files = files.expect("a relationship");
    assert!(files.navigation && files.inferred && files.ty.collection);
    assert_eq!(files.ty.target, Target::Named(named("file")));
    assert_eq!(
        structure(&model, "user").properties.len(),
        2,
        "a function is no relationship"
    );
}

#[test]
fn a_table_without_any_value_that_its_property_lists_is_of_another_enumeration() {
    let mut notice = resource("notice", &[("changeType", "changeType")]);
    notice.properties[0].values = vec!["created".to_owned(), "deleted".to_owned()];
    let strange = Enumeration {
        name: spanned("changeType".to_owned()),
        carrier: Carrier::Collection,
        description: None,
        members: vec![Member {
            name: spanned("clientIpAddress".to_owned()),
            value: None,
            description: None,
        }],
    };
    let (model, diagnostics) = built(vec![
        resource_page("resources/notice.md", notice),
        Document {
            enumerations: vec![strange],
            ..page("resources/enums.md")
        },
    ]);
    let Some(Type::Enum(found)) = model.types.get(&named("changeType")) else {
        panic!("not an enumeration");
    };
    let names: Vec<_> = found.members.iter().map(|member| &*member.name).collect();
    assert_eq!(names, ["created", "deleted"]);
    assert_eq!(codes(&diagnostics), [Code::PagesDisagree]);
}

#[test]
fn a_derived_type_cannot_change_the_type_of_a_property() {
    let message = resource("message", &[("size", "Int32")]);
    let invitation = based(resource("invitation", &[("size", "String")]), "message");
    let (model, _) = built(vec![
        resource_page("resources/message.md", message),
        resource_page("resources/invitation.md", invitation),
    ]);
    let size = &structure(&model, "invitation").properties[0];
    assert_eq!(size.ty.target, Target::Scalar(crate::model::Scalar::Int32));
    assert!(size.inferred);
}

#[test]
fn the_representation_fills_gaps_and_gives_the_spelling() {
    let mut shown = resource("place", &[("subUnit", "String")]);
    shown.json = Some(spanned(json!({
        "@odata.type": "#microsoft.graph.place",
        "subunit": "String",
        "floor": "String (identifier)",
        "label": "String"
    })));
    let parent = resource("parent", &[("label", "String")]);
    let mut sample = resource("sample", &[]);
    sample.json = Some(spanned(json!({"Color": "red", "Size": 3})));
    let (model, _) = built(vec![
        resource_page("resources/place.md", based(shown, "parent")),
        resource_page("resources/parent.md", parent),
        resource_page("resources/sample.md", sample),
    ]);
    let names = |short: &str| -> Vec<String> {
        let properties = &structure(&model, short).properties;
        properties
            .iter()
            .map(|property| property.name.clone())
            .collect()
    };
    assert_eq!(names("place"), ["floor", "subunit"]);
    assert!(
        names("sample").is_empty(),
        "a sample of data defines nothing"
    );
}

#[test]
fn capitals_come_from_routes_where_a_table_has_none() {
    let mut user = resource("user", &[("id", "String")]);
    user.relationships = vec![row("openshifts", "shift collection")];
    let read = |path: &str, route: &str, ty: &str| Document {
        operations: vec![operation(HttpMethod::Get, &[route], 200, Some(ty))],
        ..page(path)
    };
    let (model, _) = built(vec![
        resource_page("resources/user.md", user),
        resource_page("resources/shift.md", resource("shift", &[("id", "String")])),
        read("api/user-get.md", "/users/{id}", "user"),
        read(
            "api/shift-list.md",
            "/users/{id}/openShifts",
            "shift collection",
        ),
    ]);
    assert_eq!(structure(&model, "user").properties[1].name, "openShifts");
}
