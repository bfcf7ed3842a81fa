//! What a page says about permissions, as a whole.

use super::*;
use crate::dialect;
use crate::model::Account;
use crate::reader::operation::route;

fn statements(text: &str, include: Option<&str>) -> Statements {
    let path = Utf8Path::new("api/x.md");
    let text = format!("---\n---\n{text}\n");
    let page = page::parse(path, &text, &dialect::graph().annotations, &mut Vec::new());
    let includes = |path: &Utf8Path| {
        assert_eq!(path, "includes/permissions/x-permissions.md");
        include.map(str::to_owned)
    };
    let context = Context {
        path,
        page: &page,
        dialect: dialect::graph(),
        includes: &includes,
    };
    let sections: Vec<_> = page.sections.iter().collect();
    read(context, &sections, true)
}

/// `D: .. | P: .. | A: ..`, with `?` for what the page does not say and `^` in front of what is more than least.
fn shown(permissions: &Permissions) -> String {
    let account = |account: Account| {
        let Some(access) = permissions.access(account) else {
            return "?".to_owned();
        };
        let higher = access.higher.iter().map(|found| format!("^{found}"));
        let all = access.least.iter().map(ToString::to_string).chain(higher);
        let all = all.collect::<Vec<_>>().join(", ");
        if all.is_empty() { "no".to_owned() } else { all }
    };
    let [delegated, personal, application] = Account::ALL.map(account);
    format!("D: {delegated} | P: {personal} | A: {application}")
}

fn read_page(text: &str) -> String {
    shown(&statements(text, None).all())
}

/// What the page says about each of the routes of a `GET`.
fn by_route(text: &str, routes: &[&str]) -> Vec<String> {
    let statements = statements(text, None);
    let read = |path: &&str| route::read(&dialect::graph().service, Text::new(path)).ok();
    let mut routes: Vec<Route> = routes.iter().filter_map(read).collect();
    statements.assign(HttpMethod::Get, &mut routes, &dialect::graph().permissions);
    let permissions = |route: &Route| match &route.permissions {
        Some(own) => shown(own),
        None => "all".to_owned(),
    };
    routes.iter().map(permissions).collect()
}

/// A table of one permission for each kind of account; `-` where it is not supported.
fn table(delegated: &str, application: &str) -> String {
    let cell = |name: &str| match name {
        "-" => "Not supported.|Not supported.".to_owned(),
        name => format!("{name}|Not available."),
    };
    format!(
        "|Permission type|Least privileged permissions|Higher privileged permissions|\n|:---|:---|:---|\n\
         |Delegated (work or school account)|{}|\n|Application|{}|\n",
        cell(delegated),
        cell(application)
    )
}

#[test]
fn rows_are_kinds_of_accounts() {
    let found = read_page(
        "|Type|Permissions (from least to most privileged)|\n|-|-|\n\
         |Delegated (work or school account)|`A.Read`, B.Read.All or C.ReadWrite|\n\
         |Delegated (personal Microsoft account)|Not supported.|\n\
         |Application|**TODO: say which.**|",
    );
    assert_eq!(found, "D: A.Read, ^B.Read.All, ^C.ReadWrite | P: no | A: ?");
}

#[test]
fn the_least_privileged_stands_first() {
    let found = read_page(
        "|Type|Permissions (from most to least privileged)|\n|-|-|\n|Application|A.ReadWrite, A.Read|\n|Delegated|A.All, A.One and B.One|",
    );
    assert_eq!(
        found,
        "D: A.All and A.One and B.One | P: ? | A: A.Read, ^A.ReadWrite"
    );
}

#[test]
fn least_and_higher_are_columns() {
    let found = read_page(
        "|Permission type|Least privileged permissions|Higher privileged permissions|\n|-|-|-|\n\
         |Delegated (work or school account)|A.Read and B.Read|C.Read, D.Read and E.Read|\n\
         |Delegated (personal Microsoft account)|Not supported.|Not supported.|\n\
         |Application|A.Read, F.Read|Not available.|",
    );
    assert_eq!(
        found,
        "D: A.Read and B.Read, ^C.Read, ^D.Read and E.Read | P: no | A: A.Read, F.Read"
    );
}

#[test]
fn one_row_may_be_about_all_users() {
    let found = read_page(
        "|Permission type|Permissions|\n|-|-|\n|Delegated (work, school or personal Microsoft account)|A.Read|\n\
         |[Application permission](/graph/x)|None|",
    );
    assert_eq!(found, "D: A.Read | P: A.Read | A: no");
}

#[test]
fn a_row_may_go_on() {
    let found = read_page(
        "|Permission type|Permission|Permission display name|\n|-|-|-|\n|Application|A.Read|'Read A.All'|\n||A.ReadWrite|'Write A'|\n\
         |Delegated (work or school account)|B.Read|'Read'|",
    );
    assert_eq!(found, "D: B.Read | P: ? | A: A.Read, ^A.ReadWrite");
}

#[test]
fn a_list_with_and_is_read_as_its_neighbour_is() {
    let found = read_page(
        "|Type|Permissions (from least to most privileged)|\n|-|-|\n|Delegated|A.Read, B.Read, C.Read|\n|Application|A.Read, B.Read and C.Read|",
    );
    assert_eq!(
        found,
        "D: A.Read, ^B.Read, ^C.Read | P: ? | A: A.Read, ^B.Read, ^C.Read"
    );
}

#[test]
fn an_included_table_has_three_columns() {
    let include = "---\ndescription: a\n---\n|Type|Least|Higher|\n|-|-|-|\n|Application|A.Read|A.ReadWrite, A.Read|\n|Delegated (work)|A.Read|Not available.|";
    let found = statements(
        "[!INCLUDE [permissions-table](../includes/permissions/x-permissions.md)]",
        Some(include),
    );
    assert_eq!(
        shown(&found.all()),
        "D: A.Read | P: ? | A: A.Read, ^A.ReadWrite"
    );
}

#[test]
fn resources_may_be_rows() {
    let found = read_page(
        "|Supported resource|Delegated (work or school account)|Delegated (personal Microsoft account)|Application|\n|-|-|-|-|\n\
         |[device](../resources/device.md)|A.Read|Not supported.|A.Read, B.Read|\n\
         |[application](../resources/application.md)|C.Read and D.Read|Not supported.|Not supported.|\n\
         |user|A.Read||Not supported.|",
    );
    assert_eq!(
        found,
        "D: A.Read (device; user), C.Read and D.Read (application) | P: no | A: A.Read (device), ^B.Read (device)"
    );
}

#[test]
fn resources_may_be_columns() {
    let found = read_page(
        "|Permission type|application|user|\n|-|-|-|\n|Delegated (work or school account)|A.Read|B.Read|\n|Application|Not supported|B.Read|",
    );
    assert_eq!(
        found,
        "D: A.Read (application), B.Read (user) | P: ? | A: B.Read (user)"
    );
}

#[test]
fn resources_and_accounts_may_both_be_columns() {
    let found = read_page(
        "|Resource|Permission type|Least privileged|Higher privileged|\n|-|-|-|-|\n|user|Delegated (work or school account)|A.Read|B.Read|\n\
         ||Application|A.Read|Not available|\n|application|Delegated (work or school account)|C.Read|Not available|",
    );
    assert_eq!(
        found,
        "D: A.Read (user), C.Read (application), ^B.Read (user) | P: ? | A: A.Read (user)"
    );
}

#[test]
fn a_table_of_other_things_is_passed_over() {
    assert_eq!(
        read_page("|Resource|Scope|\n|-|-|\n|application|A.Read|\n|user|B.Read|"),
        "D: ? | P: ? | A: ?"
    );
    assert_eq!(
        read_page(
            "|Context|Answer|\n|-|-|\n|App is calling on behalf of a user (delegated permission)|What A.Read sees|"
        ),
        "D: ? | P: ? | A: ?"
    );
}

#[test]
fn consent_for_one_resource_is_kept() {
    let marked = read_page(
        "|Type|Permissions (from least to most privileged)|\n|-|-|\n|Application|A.Read.Group*, B.Read.All, C.Read.All**|\n\n\
         > **Note:** Permissions marked with * use [resource-specific consent](https://x.example). Those marked with ** are old.",
    );
    assert_eq!(
        marked,
        "D: ? | P: ? | A: A.Read.Group (resource-specific consent), ^B.Read.All, ^C.Read.All"
    );
    let unexplained = read_page(
        "|Type|Permissions|\n|-|-|\n|Application|A.Read.All*|\n\n> \\* Somebody must agree.",
    );
    assert_eq!(unexplained, "D: ? | P: ? | A: A.Read.All");
    let column = read_page(
        "|Type|Least privileged|Higher privileged|Resource-specific consent|\n|-|-|-|-|\n|Application|A.Read|B.Read|C.Read.Chat|\n|Delegated|Not supported|Not supported|C.Read.Chat|",
    );
    assert_eq!(
        column,
        "D: C.Read.Chat (resource-specific consent) | P: ? | A: A.Read, ^B.Read, ^C.Read.Chat (resource-specific consent)"
    );
    let row = read_page(
        "|Type|Permissions|\n|-|-|\n|Application|A.Read|\n|Application (RSC)|C.Read.Chat|",
    );
    assert_eq!(
        row,
        "D: ? | P: ? | A: A.Read, ^C.Read.Chat (resource-specific consent)"
    );
}

#[test]
fn annotations_say_which_requests_a_table_is_about() {
    let text = format!(
        "## Permissions\n\nChoose one.\n\n<!-- {{\"blockType\": \"permissions\", \"requestUrls\": [\"GET /me/x\"]}} -->\n{}\n\
         <!-- {{\"blockType\": \"permissions\", \"requestUrls\": [\"GET /users/{{userId}}/x\"]}} -->\n{}",
        table("A.Read", "-"),
        table("-", "B.Read"),
    );
    assert_eq!(
        by_route(&text, &["/me/x", "/users/{id | name}/x", "/groups/{id}/x"]),
        [
            "D: A.Read | P: ? | A: no",
            "D: no | P: ? | A: B.Read",
            "D: A.Read | P: ? | A: B.Read",
        ]
    );
}

#[test]
fn request_lines_say_which_requests_a_table_is_about() {
    let text = format!(
        "## Permissions\n\nFor a user:\n\n```http\nGET /me/x\nGET /users/{{id}}/x\n```\n\n{}\nFor a group:\n\n```http\nGET /groups/{{id}}/x\n```\n\n{}",
        table("A.Read", "-"),
        table("B.Read", "B.Read"),
    );
    assert_eq!(
        by_route(
            &text,
            &["/me/x", "/users/{user-id}/x", "/groups/{group-id}/x"]
        ),
        [
            "D: A.Read | P: ? | A: no",
            "D: A.Read | P: ? | A: no",
            "D: B.Read | P: ? | A: B.Read",
        ]
    );
    let code = format!(
        "## Permissions\n\nTo call `GET /me/x`:\n\n{}\nTo call `/users/{{id}}/x`:\n\n{}",
        table("A.Read", "-"),
        table("B.Read", "B.Read"),
    );
    assert_eq!(
        by_route(&code, &["/me/x", "/users/{user-id}/x"]),
        ["D: A.Read | P: ? | A: no", "D: B.Read | P: ? | A: B.Read"]
    );
}

#[test]
fn sub_headings_say_which_requests_a_table_is_about() {
    let text = |one: &str, other: &str| {
        format!(
            "## Permissions\n\nOne of these.\n\n### {one}\n\n{}\n### {other}\n\n{}",
            table("A.Read", "-"),
            table("B.Read", "B.Read"),
        )
    };
    let split = ["D: A.Read | P: ? | A: no", "D: B.Read | P: ? | A: B.Read"];
    let own = text(
        "Permissions acting on self",
        "Permissions acting on other users",
    );
    assert_eq!(by_route(&own, &["/me/x", "/users/{id}/x"]), split);
    let chats = text("Permissions for channel", "Permissions for chat");
    assert_eq!(
        by_route(&chats, &["/teams/{id}/channels/{id}/x", "/chats/{id}/x"]),
        split
    );
    // Where the words fit no route, they are kept.
    let both = "D: A.Read (acting on self), B.Read (acting on other users) | P: ? | A: B.Read (acting on other users)";
    assert_eq!(by_route(&own, &["/users/{id}/x"]), [both]);
    assert_eq!(shown(&statements(&own, None).all()), both);
}

#[test]
fn one_table_is_about_all_requests() {
    let text = format!(
        "## Permissions\n\n<!-- {{\"blockType\": \"permissions\", \"requestUrls\": [\"GET /users/{{id}}/x\"]}} -->\n{}",
        table("A.Read", "-"),
    );
    assert_eq!(by_route(&text, &["/me/x", "/users/{id}/x"]), ["all", "all"]);
}
