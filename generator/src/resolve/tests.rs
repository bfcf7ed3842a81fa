use crate::diagnostic::{Code, Diagnostic, Span, Spanned};
use crate::model::{
    Body, Model, OperationKind, Outcome, QualifiedName, ResponseBody, Struct, Target, Type,
};
use crate::reader as reference;
use crate::reader::{
    Carrier, Document, Enumeration, Example, ExampleBody, ExampleKind, HttpMethod, Member,
    Operation, Permissions, Property, Resource, Response, Route, Segment, TypeName, TypeRef,
};
use crate::resolve::resolve;
use serde_json::{Value, json};

fn spanned<T>(value: T) -> Spanned<T> {
    Spanned {
        value,
        span: Span::default(),
    }
}

/// `[recipient](resources/recipient.md) collection` as a cell.
fn words(text: &str) -> TypeRef {
    let (name, collection) = match text.strip_suffix(" collection") {
        Some(name) => (name, true),
        None => (text, false),
    };
    let target = name
        .starts_with(char::is_lowercase)
        .then(|| reference::Target {
            page: Some(format!("resources/{}.md", name.to_lowercase()).into()),
            anchor: None,
        });
    let names = vec![TypeName {
        text: name.to_owned(),
        target,
    }];
    TypeRef {
        names,
        collection,
        span: Span::default(),
    }
}

fn row(name: &str, ty: &str) -> Property {
    Property {
        name: spanned(name.to_owned()),
        ty: Some(words(ty)),
        description: None,
        read_only: false,
        required: false,
        nullable: None,
        deprecated: false,
        inherited_from: None,
        values: Vec::new(),
    }
}

fn resource(name: &str, rows: &[(&str, &str)]) -> Resource {
    Resource {
        name: spanned(format!("microsoft.graph.{name}")),
        annotated_base: None,
        prose_base: None,
        derived: Vec::new(),
        is_abstract: false,
        open: false,
        key: None,
        description: None,
        properties: rows.iter().map(|(name, ty)| row(name, ty)).collect(),
        relationships: Vec::new(),
        methods: Vec::new(),
        json: None,
    }
}

fn page(path: &str) -> Document {
    Document {
        page: path.into(),
        ..Document::default()
    }
}

fn resource_page(path: &str, resource: Resource) -> Document {
    Document {
        resources: vec![resource],
        ..page(path)
    }
}

fn based(mut resource: Resource, base: &str) -> Resource {
    resource.prose_base = Some(words(base));
    resource
}

fn route(text: &str) -> Route {
    let segment = |word: &str| match word.strip_prefix('{') {
        Some(name) => Segment::Parameter(vec![name.trim_end_matches('}').to_owned()]),
        None => Segment::Literal(word.to_owned()),
    };
    Route {
        text: text.to_owned(),
        segments: text
            .split('/')
            .filter(|word| !word.is_empty())
            .map(segment)
            .collect(),
        query: None,
        span: Span::default(),
    }
}

fn operation(method: HttpMethod, routes: &[&str], status: u16, ty: Option<&str>) -> Operation {
    Operation {
        title: "An operation".to_owned(),
        description: None,
        method,
        routes: routes.iter().map(|text| route(text)).collect(),
        permissions: Permissions::default(),
        query: Vec::new(),
        query_parameters: Vec::new(),
        headers: Vec::new(),
        parameters: Vec::new(),
        body: reference::Body::default(),
        responses: vec![Response {
            status: Some(status),
            ty: ty.map(words),
            empty: false,
            bytes: false,
            span: Span::default(),
        }],
        examples: Vec::new(),
        span: Span::default(),
    }
}

fn sent(method: HttpMethod, json: Value) -> Example {
    let kind = ExampleKind::Request {
        method,
        url: "https://graph.microsoft.com/v1.0/".to_owned(),
    };
    Example {
        kind,
        title: String::new(),
        annotated: None,
        composable: false,
        headers: Vec::new(),
        body: Some(ExampleBody {
            text: json.to_string(),
            json: Some(json),
            repaired: None,
            span: Span::default(),
        }),
        span: Span::default(),
    }
}

fn built(mut documents: Vec<Document>) -> (Model, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let model = resolve("v1.0", &mut documents, &mut diagnostics);
    (model, diagnostics)
}

fn named(short: &str) -> QualifiedName {
    QualifiedName(format!("microsoft.graph.{short}"))
}

fn structure<'a>(model: &'a Model, short: &str) -> &'a Struct {
    match model.types.get(&named(short)) {
        Some(Type::Struct(found)) => found,
        other => panic!("{short} is {other:?}"),
    }
}

fn codes(diagnostics: &[Diagnostic]) -> Vec<Code> {
    diagnostics.iter().map(|found| found.code).collect()
}

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
fn a_response_without_a_type_in_its_sentence_asks_the_methods_table() {
    let mut message = resource("message", &[("id", "String")]);
    message.methods.push(reference::Method {
        page: Some("api/user-list-messages.md".into()),
        returns: Some(words("message collection")),
        span: Span::default(),
    });
    let list = operation(HttpMethod::Get, &["/me/messages"], 200, None);
    let (model, _) = built(vec![
        resource_page("resources/message.md", message),
        Document {
            operations: vec![list],
            ..page("api/user-list-messages.md")
        },
    ]);
    let body = &model.operations[0].responses[0].body;
    assert_eq!(
        *body,
        ResponseBody::Page {
            item: Target::Named(named("message")),
            delta: false
        }
    );
}

#[test]
fn a_response_that_nobody_describes_is_any_json_with_a_finding() {
    let get = operation(HttpMethod::Get, &["/me/thing"], 200, None);
    let (model, diagnostics) = built(vec![Document {
        operations: vec![get],
        ..page("api/thing-get.md")
    }]);
    assert!(
        matches!(&model.operations[0].responses[0].body, ResponseBody::Value { ty } if ty.target == Target::Untyped)
    );
    assert_eq!(codes(&diagnostics), [Code::ResponseTypeUnknown]);
}

#[test]
fn an_action_carries_parameters_and_a_reference_its_address() {
    let mut act = operation(HttpMethod::Post, &["/me/messages/{id}/forward"], 202, None);
    act.body.present = true;
    act.body.parameters = true;
    act.body.fields = vec![row("comment", "String")];
    let mut add = operation(HttpMethod::Post, &["/groups/{id}/members/$ref"], 204, None);
    add.body.present = true;
    let (model, _) = built(vec![
        Document {
            operations: vec![act],
            ..page("api/message-forward.md")
        },
        Document {
            operations: vec![add],
            ..page("api/group-post-members.md")
        },
    ]);
    assert_eq!(model.operations[0].body, Body::Reference);
    assert!(
        matches!(&model.operations[1].body, Body::Parameters { parameters } if parameters.len() == 1)
    );
    assert_eq!(model.operations[1].kind, OperationKind::Action);
    assert_eq!(model.operations[1].responses[0].body, ResponseBody::None);
}

#[test]
fn pages_of_derived_types_share_the_entry_of_their_route() {
    let get = |short: &str| Document {
        operations: vec![operation(
            HttpMethod::Get,
            &["/policies/{id}"],
            200,
            Some(short),
        )],
        ..page(&format!("api/{short}-get.md"))
    };
    let (model, _) = built(vec![
        resource_page(
            "resources/entity.md",
            resource("entity", &[("id", "String")]),
        ),
        resource_page(
            "resources/policy.md",
            based(resource("policy", &[]), "entity"),
        ),
        resource_page("resources/one.md", based(resource("one", &[]), "policy")),
        resource_page("resources/two.md", based(resource("two", &[]), "policy")),
        resource_page("resources/far.md", based(resource("far", &[]), "entity")),
        get("one"),
        get("two"),
    ]);
    assert_eq!(model.operations.len(), 2);
    let ir = crate::export::ir(&model);
    let entries = ir["operations"].as_array().expect("a list");
    assert_eq!(entries.len(), 1);
    assert_eq!(entries[0]["response_type"], "microsoft.graph.policy");
    assert_eq!(
        entries[0]["pages"],
        json!(["api/one-get.md", "api/two-get.md"])
    );
    assert_eq!(
        entries[0]["variants"][1]["response_type"],
        "microsoft.graph.two"
    );
}

#[test]
fn unrelated_pages_of_one_route_leave_it_to_the_page_with_fewest_routes() {
    let many = operation(
        HttpMethod::Get,
        &["/things/{id}", "/me/things/{id}"],
        200,
        Some("far"),
    );
    let one = operation(HttpMethod::Get, &["/things/{id}"], 200, Some("thing"));
    let (model, _) = built(vec![
        resource_page(
            "resources/entity.md",
            resource("entity", &[("id", "String")]),
        ),
        resource_page(
            "resources/thing.md",
            based(resource("thing", &[]), "entity"),
        ),
        resource_page("resources/far.md", based(resource("far", &[]), "entity")),
        Document {
            operations: vec![many],
            ..page("api/a.md")
        },
        Document {
            operations: vec![one],
            ..page("api/b.md")
        },
    ]);
    let ir = crate::export::ir(&model);
    assert_eq!(
        ir["operations"][0]["response_type"],
        "microsoft.graph.thing"
    );
    assert_eq!(ir["operations"][1]["response_type"], "microsoft.graph.far");
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
fn mailbox() -> Vec<Document> {
    let mut user = resource("user", &[("id", "String")]);
    user.relationships = vec![row("events", "event collection")];
    let read = |path: &str, route: &str, ty: &str| Document {
        operations: vec![operation(HttpMethod::Get, &[route], 200, Some(ty))],
        ..page(path)
    };
    vec![
        resource_page("resources/user.md", user),
        resource_page("resources/event.md", resource("event", &[("id", "String")])),
        resource_page("resources/file.md", resource("file", &[("id", "String")])),
        read("api/user-get.md", "/users/{id}", "user"),
        read("api/user-list.md", "/users", "user collection"),
    ]
}

#[test]
fn routes_of_another_resource_than_the_page_describes_are_an_operation_of_their_own() {
    let mut documents = mailbox();
    let routes = ["/users/{id}", "/users/{id}/events/{id}"];
    documents.push(Document {
        operations: vec![operation(HttpMethod::Get, &routes, 200, Some("user"))],
        ..page("api/expand.md")
    });
    let (model, diagnostics) = built(documents);
    let of_page = |found: &&crate::model::Operation| found.page == "api/expand.md";
    let found: Vec<_> = model.operations.iter().filter(of_page).collect();
    assert_eq!(found.len(), 2);
    assert_eq!(found[1].title, "An operation: event");
    let event = Target::Named(named("event"));
    assert!(
        matches!(&found[1].responses[0].body, ResponseBody::Value { ty } if ty.target == event)
    );
    assert!(found[1].responses[0].inferred);
    assert_eq!(codes(&diagnostics), [Code::PartsDisagree]);
}

#[test]
fn a_request_without_a_type_takes_it_from_its_route() {
    let mut documents = mailbox();
    let mut create = operation(HttpMethod::Post, &["/users/{id}/events"], 201, None);
    create.body.present = true;
    documents.push(Document {
        operations: vec![create],
        ..page("api/user-post-events.md")
    });
    let (model, _) = built(documents);
    let create = model
        .operations
        .iter()
        .find(|found| found.method == HttpMethod::Post);
    let event = Target::Named(named("event"));
    assert!(
        matches!(create.map(|found| &found.body), Some(Body::Type { ty, .. }) if ty.target == event)
    );
}

#[test]
fn what_is_posted_is_of_the_type_of_the_relationship_even_if_its_table_forgets_that_it_is_many() {
    let mut documents = mailbox();
    let mut event = resource("event", &[("id", "String")]);
    event.relationships = vec![row("files", "file")];
    documents[1] = resource_page("resources/event.md", event);
    let mut add = operation(
        HttpMethod::Post,
        &["/users/{id}/events/{id}/files"],
        201,
        Some("user"),
    );
    add.body.ty = Some(words("user"));
    documents.push(Document {
        operations: vec![add],
        ..page("api/event-post-files.md")
    });
    let (model, _) = built(documents);
    let add = model
        .operations
        .iter()
        .find(|found| found.method == HttpMethod::Post)
        .expect("the page");
    let file = Target::Named(named("file"));
    assert!(matches!(&add.body, Body::Type { ty, .. } if ty.target == file));
    assert!(matches!(&add.responses[0].body, ResponseBody::Value { ty } if ty.target == file));
}

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

#[test]
fn an_answer_with_one_plain_value_is_of_its_type() {
    let mut check = operation(HttpMethod::Post, &["/groups/{id}/check"], 200, None);
    check.examples.push(Example {
        kind: ExampleKind::Response { status: 200 },
        ..sent(
            HttpMethod::Post,
            json!({"@odata.context": "a", "value": true}),
        )
    });
    let (model, _) = built(vec![Document {
        operations: vec![check],
        ..page("api/group-check.md")
    }]);
    let boolean = Target::Scalar(crate::model::Scalar::Boolean);
    let body = &model.operations[0].responses[0].body;
    assert!(matches!(body, ResponseBody::Value { ty } if ty.target == boolean));
}
