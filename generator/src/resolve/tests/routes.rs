use super::*;

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
