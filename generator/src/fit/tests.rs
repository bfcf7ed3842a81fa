use crate::Generator;
use crate::emit::{Options, emit};
use crate::model::{Model, Property, QualifiedName, Scalar, Target, Type, TypeUse};
use crate::{PageTexts, Reading};
use camino::Utf8Path;
use std::fs;

const BOOK: &str = "---\ntitle: book resource type\n---\n\n# book resource type\n\nNamespace: microsoft.graph\n\nInherits from [item](item.md).\n\n## Properties\n\n|Property|Type|Description|\n|:--|:--|:--|\n|title|String|What it is called.|\n|pages|Int32|How long it is.|\n|made|DateTimeOffset|When.|\n|tags|String collection|Words.|\n|cover|cover|How it is bound.|\n|author|[author](author.md)|Who.|\n\n### cover values\n\n|Member|Value|\n|:--|:--|\n|hard|0|\n|soft|1|\n";
const ITEM: &str = "---\ntitle: item resource type\n---\n\n# item resource type\n\nNamespace: microsoft.graph\n\n## Properties\n\n|Property|Type|Description|\n|:--|:--|:--|\n|id|String|Key.|\n";
const AUTHOR: &str = "---\ntitle: author resource type\n---\n\n# author resource type\n\nNamespace: microsoft.graph\n\n## Properties\n\n|Property|Type|Description|\n|:--|:--|:--|\n|name|String|Who.|\n";
const FITTING: &str = r#"{
  "id": "1", "title": "A", "pages": 12, "made": "2024-02-29T12:30:00Z", "tags": ["a"], "cover": "hard", "author": {"name": "B"}
}"#;

/// What the pages say where the example is this JSON.
fn reading(json: &str) -> Reading {
    let folder = tempfile::tempdir().unwrap();
    let root = Utf8Path::from_path(folder.path()).unwrap().join("v1.0");
    let get = format!(
        "---\ntitle: Get book\n---\n\n# Get book\n\nNamespace: microsoft.graph\n\n## HTTP request\n\n```http\nGET /books/{{id}}\n```\n\n## Response\n\nOn success, the service answers with `200 OK` and a [book](../resources/book.md) object in the body.\n\n## Example\n\n```http\nHTTP/1.1 200 OK\n\n{json}\n```\n"
    );
    let pages = [
        ("resources/book.md", BOOK),
        ("resources/item.md", ITEM),
        ("resources/author.md", AUTHOR),
        ("api/book-get.md", &get),
    ];
    for (path, text) in pages {
        let file = root.join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }
    Generator::new(root).read().unwrap()
}

/// The exceptions that the test of the page lists.
fn listed(models: &[Model], texts: &[PageTexts]) -> Vec<String> {
    let options = Options {
        tested_crate: Some("books".to_owned()),
        ..Options::default()
    };
    let texts: Vec<&PageTexts> = texts.iter().collect();
    let emission = emit(models, &texts, &options, &mut Vec::new());
    let lines = emission.tests.iter().flat_map(|file| file.text.lines());
    let exceptions = lines.filter_map(|line| line.trim().strip_prefix(".except("));
    exceptions
        .map(|line| line.trim_end_matches(')').to_owned())
        .collect()
}

#[track_caller]
fn lists(json: &str, expected: &[&str]) {
    let reading = reading(json);
    assert_eq!(listed(&reading.models, &reading.texts), expected, "{json}");
}

#[test]
fn contradictions_are_listed_with_the_lines_of_both_sides() {
    lists(FITTING, &[]);
    lists(
        "{\n  \"pages\": \"12\",\n  \"made\": \"soon\",\n  \"tags\": \"a\",\n  \"cover\": \"Hard\",\n  \"author\": \"B\"\n}",
        &[
            r#""/author", "Author", "line 29 shows a text, resources/book.md:20 has an object""#,
            r#""/cover", "Cover", "line 28 shows no member of `microsoft.graph.cover` in resources/book.md, which resources/book.md:19 has""#,
            r#""/made", "DateTimeOffset", "line 26 shows another text, resources/book.md:17 has Edm.DateTimeOffset""#,
            r#""/pages", "i32", "line 25 shows a text, resources/book.md:16 has Edm.Int32""#,
            r#""/tags", "Vec<String>", "line 27 shows a text, resources/book.md:18 has a collection""#,
        ],
    );
    lists(
        "{\"id\": 1, \"shelf\": \"top\", \"tags\": [null, 1]}",
        &[
            r#""/id", "String", "line 24 shows a whole number, resources/item.md:13 has Edm.String""#,
            r#""/tags/0", "String", "line 24 shows null, resources/book.md:18 has Edm.String""#,
            r#""/tags/1", "String", "line 24 shows a whole number, resources/book.md:18 has Edm.String""#,
            r#""/shelf", "Book", "line 24 shows what no table lists for `microsoft.graph.book` in resources/book.md""#,
        ],
    );
    lists(
        "{\"value\": {\"title\": 1}}",
        &[
            r#""/value", "Book", "line 24 shows `value` around the object, `microsoft.graph.book` in resources/book.md has none""#,
            r#""/value/title", "String", "line 24 shows a whole number, resources/book.md:15 has Edm.String""#,
        ],
    );
}

#[test]
fn rows_of_another_type_on_the_page_are_not_of_this_one() {
    let mut reading = reading(r#"{"author": {"title": "Dr."}}"#);
    let author = QualifiedName("microsoft.graph.author".to_owned());
    let Some(Type::Struct(author)) = reading.models[0].types.get_mut(&author) else {
        panic!()
    };
    author.pages.push("resources/book.md".into());
    let exceptions = listed(&reading.models, &reading.texts);
    assert_eq!(exceptions.len(), 1, "{exceptions:#?}");
    assert!(exceptions[0].starts_with("\"/author/title\", \"Author\""));
}

/// What a type that was read wrongly contradicts is nowhere on the page, so it is not let pass.
#[test]
fn what_no_page_says_is_not_listed() {
    fn scalar(scalar: Scalar) -> Option<TypeUse> {
        Some(TypeUse {
            target: Target::Scalar(scalar),
            collection: false,
        })
    }
    let named = |name: &str| {
        Some(TypeUse {
            target: Target::Named(QualifiedName(format!("microsoft.graph.{name}"))),
            collection: false,
        })
    };
    let changes = [
        ("title", scalar(Scalar::Int32)),
        ("title", scalar(Scalar::Guid)),
        ("title", named("cover")),
        ("title", named("author")),
        ("title", None),
        ("pages", scalar(Scalar::Boolean)),
        ("made", scalar(Scalar::Date)),
        ("cover", named("author")),
        ("author", named("item")),
        ("author", scalar(Scalar::String)),
    ];
    for (name, ty) in changes {
        let mut reading = reading(FITTING);
        let book = QualifiedName("microsoft.graph.book".to_owned());
        let Some(Type::Struct(book)) = reading.models[0].types.get_mut(&book) else {
            panic!()
        };
        let is_it = |property: &Property| property.name == name;
        let at = book.properties.iter().position(is_it).unwrap();
        match ty {
            Some(ref ty) => book.properties[at].ty.clone_from(ty),
            None => drop(book.properties.remove(at)),
        }
        let exceptions = listed(&reading.models, &reading.texts);
        let inner = exceptions
            .iter()
            .filter(|line| !line.starts_with("\"/author/"));
        assert_eq!(inner.count(), 0, "{name} {ty:?}: {exceptions:#?}");
    }
}
