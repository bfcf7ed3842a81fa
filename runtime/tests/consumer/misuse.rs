use crate::workspace::Workspace;

/// Some use of an operation, and what the compiler says to it; nothing, if it compiles.
const USES: [(&str, &str, Option<&str>); 7] = [
    (
        "documented",
        "ListMessages::me().select([Message::SUBJECT]).orderby([Message::SUBJECT.desc()])",
        None,
    ),
    ("paged", "items(&ListMessages::me())", None),
    (
        "property_of_another_model",
        "ListMessages::me().select([MailFolder::DISPLAY_NAME])",
        Some("is no property of the model"),
    ),
    (
        "property_instead_of_relationship",
        "ListMessages::me().expand([Message::SUBJECT])",
        Some("is no relationship of the model"),
    ),
    (
        "order_by_another_model",
        "ListMessages::me().orderby([MailFolder::DISPLAY_NAME.desc()])",
        Some(": From<OrderBy<"),
    ),
    (
        "items_without_pages",
        "items(&GetMessage::me(\"1\"))",
        Some("type mismatch resolving `<GetMessage as Operation>::Response == Page"),
    ),
    (
        "undocumented_option",
        "GetMessage::me(\"1\").top(5)",
        Some("no method named `top` found"),
    ),
];

#[test]
fn misuse_does_not_compile_and_is_explained() {
    let workspace = Workspace::new("misuse", &["misuse"]);
    workspace.member("misuse", "");
    workspace.write("misuse/src/models/mod.rs", include_str!("../models/mod.rs"));
    workspace.write(
        "misuse/src/operations/mod.rs",
        include_str!("../operations/mod.rs"),
    );
    workspace.write(
        "misuse/src/lib.rs",
        "pub mod models;\npub mod operations;\n",
    );
    for (name, usage, explanation) in USES {
        workspace.write(&format!("misuse/src/bin/{name}.rs"), &program(usage));
        let output = workspace.cargo(&["check", "--bin", name]);
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(
            output.status.success(),
            explanation.is_none(),
            "{name}: {said}"
        );
        assert!(
            said.contains(explanation.unwrap_or_default()),
            "{name}: {said}"
        );
    }
}

fn program(usage: &str) -> String {
    format!(
        "#![allow(unused)]
        use docbind_runtime::Paged;
        use misuse::models::*;
        use misuse::operations::*;
        fn items(_: &impl Paged) {{}}
        fn main() {{ let _ = {usage}; }}"
    )
}
