//! `docbind init` from a docs tree, and what a tree without pages comes to.

use crate::{folder, run, write};
use std::fs;
use tempfile::TempDir;

/// A tree whose request lines begin with something that stands for the base URL, and whose pages include a file from outside.
fn shop() -> TempDir {
    let resource = "---\ntitle: cart\n---\n\n# cart resource type\n\nA cart of [!INCLUDE[shop](../../../includes/shop.md)].\n\n## Properties\n\n|Property|Type|Description|\n|:-|:-|:-|\n|id|Guid|The id.|\n";
    let operation = |verb: &str, line: &str| {
        format!(
            "---\ntitle: {verb}\n---\n\n# {verb} cart\n\n[!INCLUDE[shop](../../../includes/shop.md)]\n\n## HTTP request\n\n```http\n{line}\n```\n\n## Response\n\n`204 No Content`.\n"
        )
    };
    folder(&[
        ("tree/reference/v2.0/resources/shop_cart.md", resource),
        (
            "tree/reference/v2.0/api/shop_cart_delete.md",
            &operation("Delete", "DELETE shopPrefix/stores({id})/carts({id})"),
        ),
        (
            "tree/reference/v2.0/api/shop_store_delete.md",
            &operation("Close", "DELETE shopPrefix/stores({id})"),
        ),
        ("tree/includes/shop.md", "the shop"),
    ])
}

fn settings(folder: &TempDir) -> String {
    fs::read_to_string(folder.path().join("shop-api/docs-input/docbind.toml")).unwrap()
}

fn routes(folder: &TempDir) -> Vec<String> {
    let (status, stdout, stderr) = run(folder, &["export", "--docs", "shop-api/docs-input"]);
    assert_eq!(status, 0, "{stderr}");
    let json: serde_json::Value = serde_json::from_str(&stdout).unwrap();
    let operations = json["operations"].as_array().unwrap().iter();
    let paths = operations.map(|operation| operation["path"].as_str().unwrap().to_owned());
    paths.collect()
}

#[test]
fn init_copies_a_tree_and_writes_what_it_suggests() {
    let folder = shop();
    let (status, stdout, stderr) = run(&folder, &["init", "shop-api", "--docs", "tree/reference"]);
    assert_eq!(status, 0, "{stderr}");
    assert!(
        stdout.contains("shop-api/docs-input/docbind.toml"),
        "{stdout}"
    );
    let settings = settings(&folder);
    for line in [
        "# 2 of 2 request lines begin with `shopPrefix`, which names nothing.\nprefix = [\"shopPrefix\"]\n",
        "strip = \"shop_\"\n",
        "separator = \"_\"\n",
        "includes = \"../includes\"\n",
    ] {
        assert!(settings.contains(line), "{settings}");
    }
    for path in [
        "docs-input/v2.0/api/shop_cart_delete.md",
        "includes/shop.md",
        "generated/src/lib.rs",
        "build.rs",
    ] {
        assert!(
            folder.path().join("shop-api").join(path).is_file(),
            "{path}"
        );
    }
    assert_eq!(
        routes(&folder),
        ["/stores({id})/carts({id})", "/stores({id})"]
    );
    let (status, stdout, stderr) = run(&folder, &["check", "--docs", "shop-api/docs-input"]);
    assert_eq!(status, 0, "{stderr}");
    assert!(
        !stdout.contains("DB0318") && !stdout.contains("DB0311"),
        "{stdout}"
    );
    let (_, stdout, _) = run(&folder, &["check", "--docs", "tree/reference"]);
    assert!(
        stdout.contains("DB0318") && stdout.contains("DB0311"),
        "{stdout}"
    );
}

#[test]
fn a_package_of_pages_with_errors_builds() {
    let folder = shop();
    let page = "---\ntitle: About\n---\n# About carts\n\nWords.\n";
    write(
        folder.path(),
        "tree/reference/v2.0/api/shop_about_carts.md",
        page,
    );
    let (status, _, stderr) = run(&folder, &["init", "shop-api", "--docs", "tree/reference"]);
    assert_eq!(status, 0, "{stderr}");
    let settings = settings(&folder);
    let lint = "[[lints.on]]\npages = [\"api/shop_about_carts.md\"]\nwarn = [\"DB0201\"]\n";
    assert!(settings.ends_with(lint), "{settings}");
    let (status, _, stderr) = run(&folder, &["generate", "--docs", "shop-api/docs-input"]);
    assert_eq!(status, 0, "{stderr}");
}

#[test]
fn init_can_leave_the_pages_where_they_are() {
    let folder = shop();
    let arguments = ["init", "shop-api", "--docs", "tree/reference", "--in-place"];
    let (status, _, stderr) = run(&folder, &arguments);
    assert_eq!(status, 0, "{stderr}");
    let settings = settings(&folder);
    assert!(
        settings.contains("root = \"../../tree/reference\"\n"),
        "{settings}"
    );
    assert!(
        settings.contains("includes = \"../../tree/includes\"\n"),
        "{settings}"
    );
    assert!(!folder.path().join("shop-api/docs-input/v2.0").exists());
    assert_eq!(
        routes(&folder),
        ["/stores({id})/carts({id})", "/stores({id})"]
    );
    let (status, stdout, _) = run(&folder, &["check", "--docs", "shop-api/docs-input"]);
    assert!(status == 0 && !stdout.contains("DB0311"), "{stdout}");
}

#[test]
fn init_prints_the_schema_of_docbind_toml() {
    let folder = folder(&[]);
    let (status, stdout, _) = run(&folder, &["init", "--schema"]);
    let schema: serde_json::Value = serde_json::from_str(&stdout).unwrap();
    assert_eq!(status, 0);
    assert!(schema["properties"]["service"].is_object());
    let (status, _, stderr) = run(&folder, &["init"]);
    assert!(status == 2 && stderr.contains("<DIR>"), "{stderr}");
}

#[test]
fn a_tree_without_pages_is_an_error_that_says_what_is_there() {
    let folder = folder(&[
        ("docs/v10/resources/guild.mdx", "# Guild"),
        ("docs/v10/resources/role.mdx", "# Role"),
        ("empty/v1.0/api/notes.txt", ""),
    ]);
    for (docs, wanted) in [
        ("docs", "end in `.md`, and there are 2 that end in `.mdx`"),
        (
            "docs/v10",
            "end in `.md`, and there are 2 that end in `.mdx`",
        ),
        (
            "empty",
            "end in `.md`, and there is one that ends in `.txt`",
        ),
    ] {
        for command in ["check", "export", "generate"] {
            let mut arguments = vec![command, "--docs", docs];
            if command == "generate" {
                arguments.extend(["--out", "out"]);
            }
            let (status, _, stderr) = run(&folder, &arguments);
            assert!(
                status == 2 && stderr.contains(wanted),
                "{command} {docs}: {stderr}"
            );
        }
    }
    write(folder.path(), "docs/v10/resources/user.md", "# user\n");
    assert_eq!(run(&folder, &["check", "--docs", "docs"]).0, 0);
}

#[test]
fn a_folder_that_another_run_writes_to_is_waited_for_or_refused() {
    let folder = shop();
    let output = docbind::output::Destination::package(
        camino::Utf8PathBuf::from_path_buf(folder.path().join("out")).unwrap(),
    );
    let lock = output.lock(&docbind::output::Contended::Fail).unwrap();
    let arguments = [
        "generate",
        "--docs",
        "tree/reference",
        "--out",
        "out",
        "--no-wait",
    ];
    let (status, _, stderr) = run(&folder, &arguments);
    let holder = format!("process {} (", std::process::id());
    assert!(status == 2 && stderr.contains(&holder), "{stderr}");
    std::thread::scope(|scope| {
        let waiting = scope.spawn(|| run(&folder, &arguments[..5]));
        std::thread::sleep(std::time::Duration::from_millis(300));
        drop(lock);
        let (status, _, stderr) = waiting.join().unwrap();
        assert_eq!(status, 0, "{stderr}");
        assert!(stderr.contains("files created"), "{stderr}");
    });
}
