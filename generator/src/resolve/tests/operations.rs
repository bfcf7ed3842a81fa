use super::*;

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
