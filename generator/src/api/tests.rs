//! Pages to the API: names that fold together, whatever the order of the pages.

use super::*;
use crate::dialect;
use crate::model::Stems;
use crate::reader;
use crate::resolve::resolve;
use camino::Utf8Path;
use std::collections::BTreeSet;

fn model(version: &str, pages: &[(&str, String)]) -> Model {
    let mut diagnostics = Vec::new();
    let mut documents: Vec<_> = pages
        .iter()
        .map(|(path, text)| {
            let text = format!("---\n---\n{text}");
            reader::read(
                Utf8Path::new(path),
                text.as_bytes(),
                dialect::graph(),
                &|_| None,
                &mut diagnostics,
            )
        })
        .collect();
    resolve(version, &mut documents, dialect::graph(), &mut diagnostics)
}

fn operation(line: &str) -> String {
    format!(
        "# Do it\n\n## HTTP request\n```http\n{line}\n```\n\n## Request body\n\n|Parameter|Type|Description|\n|-|-|-|\n|note|String|Why.|\n\n## Response\n\nIf successful, this method returns a `204 No Content` response code.\n"
    )
}

fn lower(model: &Model) -> (Api<'_>, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let models = std::slice::from_ref(model);
    let mut apis = Api::of_versions(models, Packaging::Whole, &mut diagnostics);
    (apis.pop().unwrap_or_default(), diagnostics)
}

/// The items, files and tests of each page.
fn names(model: &Model) -> BTreeSet<String> {
    let (api, _) = lower(model);
    let mut all = BTreeSet::new();
    let mut taken = BTreeSet::new();
    for page in &api.pages {
        let file = format!("{}/{}", page.module.join("/"), page.file);
        assert!(taken.insert(file.clone()), "two files {file}");
        assert!(
            taken.insert(format!("test {}", page.test)),
            "two tests {}",
            page.test
        );
        for item in &page.operations {
            let body = item.body.own.as_ref().map(|own| &own.path);
            for path in std::iter::once(&item.path).chain(body) {
                assert!(taken.insert(path.to_string()), "two items {path}");
            }
            all.insert(format!("{} {} {file} {}", page.page, item.path, page.test));
        }
    }
    all
}

/// Stems that are different names of files and one name in Rust, or nearly.
const FOLDING: &[&[&str]] = &[
    &["api/user-getall.md", "api/user-get-all.md"],
    &[
        "api/user-get-all.md",
        "api/user-get_all.md",
        "api/user-get.all.md",
    ],
    &["api/a-b.md", "resources/a-b.md"],
    &["api/a--b.md", "api/a-b.md", "api/a-.b.md"],
    &[
        "api/user-post.md",
        "api/user-post-body.md",
        "api/user-postbody.md",
    ],
    &["api/models-get.md", "api/models_-get.md"],
    &["api/main.md", "api/lib.md", "api/mod.md", "api/v1-0.md"],
    &[
        "api/type-match.md",
        "api/type-match_.md",
        "api/self-self.md",
        "api/self-self_.md",
    ],
    &["api/user-call.md", "api/user-calltype.md"],
    &["api/x-y2.md", "api/x-y.md", "api/x-y-2.md"],
];

#[test]
fn any_two_stems_are_two_items_in_whatever_order() {
    for stems in FOLDING {
        let pages: Vec<_> = stems
            .iter()
            .map(|stem| (*stem, operation("POST /users/{id}/things")))
            .collect();
        let mut model = model("v1.0", &pages);
        assert_eq!(model.operations.len(), stems.len(), "{stems:?}");
        let there = names(&model);
        model.operations.reverse();
        assert_eq!(names(&model), there, "{stems:?}");
    }
}

#[test]
fn paths_tell_the_words_of_stems_where_the_tree_says_how_they_are_made() {
    let pages = [
        ("api/shop_giftcard_create.md", operation("POST /giftCards")),
        ("api/shop_giftcard_get.md", operation("GET /giftCards/{id}")),
        (
            "api/shop_policyterm_get.md",
            operation("GET /stores/{id}/terms"),
        ),
    ];
    let mut model = model("v1.0", &pages);
    let modules = |model: &Model| -> Vec<String> {
        let (api, _) = lower(model);
        let pages = api.pages.iter().map(|page| page.module.join("::"));
        pages.collect()
    };
    let plain = modules(&model);
    assert!(
        !plain.iter().any(|module| module == "gift_card"),
        "{plain:?}"
    );
    model.stems = Stems {
        strip: "shop_".to_owned(),
        separator: "_".to_owned(),
    };
    assert_eq!(modules(&model), ["gift_card", "gift_card", "policyterm"]);
}

#[test]
fn a_name_that_two_pages_want_is_a_finding() {
    let pages = ["api/user-get-all.md", "api/user-get_all.md"];
    let model = model("v1.0", &pages.map(|page| (page, operation("POST /users"))));
    let (_, diagnostics) = lower(&model);
    let [clash] = &diagnostics[..] else {
        panic!("{diagnostics:?}");
    };
    assert_eq!(
        (clash.code, clash.page.as_str()),
        (Code::NameClash, pages[1])
    );
}

#[test]
fn versions_have_modules_of_their_own_beside_those_of_the_crate() {
    let pages = [("api/user-get.md", operation("POST /users"))];
    let versions = [
        "v1.0",
        "v1-0",
        "runtime",
        "lib",
        "core",
        "std",
        "bin",
        "mod",
        "docbind_runtime",
    ];
    let models = versions.map(|version| model(version, &pages));
    let mut diagnostics = Vec::new();
    let modules = version_modules(&models, &mut diagnostics);
    let distinct: BTreeSet<_> = modules.iter().collect();
    assert_eq!(distinct.len(), versions.len(), "{modules:?}");
    for taken in [
        "runtime",
        "lib",
        "core",
        "std",
        "bin",
        "mod",
        "docbind_runtime",
    ] {
        assert!(modules.iter().all(|module| module != taken), "{modules:?}");
    }
    assert_eq!(diagnostics.len(), 1, "{diagnostics:?}");
    let mut reversed = models.to_vec();
    reversed.reverse();
    let mut back = version_modules(&reversed, &mut Vec::new());
    back.reverse();
    assert_eq!(back, modules);
}

#[test]
fn keys_are_named_after_what_they_are_the_key_of() {
    let arguments = |line: &str| -> Vec<String> {
        let model = model("v1.0", &[("api/line-get.md", operation(line))]);
        let (api, _) = lower(&model);
        let mut operations = api.operations();
        let constructors = operations.next().map_or(&[][..], |item| &item.constructors);
        let arguments = constructors
            .iter()
            .flat_map(|constructor| &constructor.arguments);
        arguments.map(|argument| argument.name.clone()).collect()
    };
    for line in [
        "POST /shops({id})/orders({id})/orderLines({id})",
        "POST /shops/{id}/orders/{id}/orderLines/{id}",
        "POST /shops({id})/orders/{id}/orderLines({id})",
    ] {
        assert_eq!(
            arguments(line),
            ["shop_id", "order_id", "order_line_id"],
            "{line}"
        );
    }
    assert_eq!(
        arguments("POST /shops({shopId})/orders({number})"),
        ["shop_id", "number"]
    );
    assert_eq!(arguments("POST /me/getUse(period='{period}')"), ["period"]);
}

#[test]
fn a_request_line_has_a_bounded_number_of_arguments() {
    let query: Vec<String> = (0..8_000).map(|i| format!("o{i}={{v{i}}}")).collect();
    let line = format!("POST /users?{}", query.join("&"));
    let model = model("v1.0", &[("api/user-get.md", operation(&line))]);
    let (api, diagnostics) = lower(&model);
    let most = api
        .operations()
        .flat_map(|item| &item.constructors)
        .map(|constructor| constructor.query.len())
        .max();
    assert!(most.is_some_and(|most| most <= 32), "{most:?}");
    assert!(
        diagnostics
            .iter()
            .any(|found| found.code == Code::PartTooLarge)
    );
}

#[test]
fn stems_of_another_form_are_a_thing_and_what_is_done_with_it() {
    let pages = [
        ("api/acme_salesorder_get.md", operation("POST /salesOrders")),
        (
            "api/acme_salesOrder_create.md",
            operation("POST /salesOrders"),
        ),
    ];
    let mut model = model("v1.0", &pages);
    model.stems.strip = "acme_".to_owned();
    model.stems.separator = "_".to_owned();
    let (api, _) = lower(&model);
    let paths: Vec<&str> = api.operations().map(|item| item.path.as_str()).collect();
    assert_eq!(
        paths,
        ["v1_0::sales_order::Create", "v1_0::sales_order::Get"]
    );
}
