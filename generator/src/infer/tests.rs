//! Pages for the tests of what trees say about themselves.

use crate::dialect;
use crate::infer::{InferredKey, to_toml};
use crate::reader::{self, Document};
use camino::Utf8Path;

/// A page of an operation with this request line, and the request of an example.
pub(crate) fn operation(stem: &str, line: &str, example: &str) -> (String, String) {
    let example = match example {
        "" => String::new(),
        request => format!("## Example\n\n```http\n{request}\n```\n"),
    };
    let text = format!(
        "---\ntitle: \"{stem}\"\n---\n# {stem}\n\n## HTTP request\n\n```http\n{line}\n```\n\n## Response\n\nIf successful, `204 No Content`.\n\n{example}"
    );
    (format!("api/{stem}.md"), text)
}

/// A page that lists something, with a header of the shown response, its body, and the name of a query parameter.
pub(crate) fn listing(header: &str, body: &str, parameter: &str) -> (String, String) {
    let header = match header {
        "" => String::new(),
        header => format!("{header}\n"),
    };
    let parameters = match parameter {
        "" => String::new(),
        name => format!(
            "## Query parameters\n\n|Parameter|Type|Description|\n|:-|:-|:-|\n|{name}|String|Which page.|\n\n"
        ),
    };
    let text = format!(
        "---\ntitle: List\n---\n# List\n\n## HTTP request\n\n```http\nGET /carts\n```\n\n{parameters}## Example\n\n```http\nHTTP/1.1 200 OK\n{header}\n{body}\n```\n"
    );
    ("api/cart-list.md".to_owned(), text)
}

/// What the pages document.
pub(crate) fn documents(pages: &[(String, String)]) -> Vec<Document> {
    let read = |(path, text): &(String, String)| {
        let path = Utf8Path::new(path);
        reader::read(
            path,
            text.as_bytes(),
            dialect::graph(),
            &|_| None,
            &mut Vec::new(),
        )
    };
    pages.iter().map(read).collect()
}

#[test]
fn keys_are_written_with_their_reasons() {
    let keys = [
        InferredKey::text(
            "service",
            "base-url",
            "https://a.example",
            "two lines\nsay so".to_owned(),
        ),
        InferredKey::list(
            "headings",
            "relationships",
            &["navigation"],
            "3 tables".to_owned(),
        )
        .doubtful(),
        InferredKey::list("service", "prefix", &["a", "b\"c"], "many".to_owned()),
    ];
    let text = to_toml(&keys);
    assert_eq!(
        text,
        "\n[service]\n# two lines say so.\nbase-url = \"https://a.example\"\n# many.\nprefix = [\"a\", 'b\"c']\n\n[headings]\n# 3 tables.\n# relationships = [\"navigation\"]\n"
    );
    assert!(toml::from_str::<crate::run::config::Config>(&text).is_ok());
}
