use crate::metadata;
use crate::report::*;
use crate::run::generator::Generator;
use expect_test::expect;
use std::fs;

const BOOK: &str = "---\ntitle: \"book resource type\"\ndoc_type: resourcePageType\n---\n\n# book resource type\n\nNamespace: microsoft.graph\n\nA book.\n\n## Properties\n\n|Property|Type|Description|\n|:--|:--|:--|\n|title|String|What it is called.|\n|pages|String|How long it is.|\n|tags|String|Words about it.|\n|ghost|String|Nobody knows.|\n";
const GET: &str = "---\ntitle: \"Get book\"\ndoc_type: apiPageType\n---\n\n# Get book\n\nNamespace: microsoft.graph\n\nRead a book.\n\n## HTTP request\n\n```http\nGET /books/{id}\n```\n\n## Response\n\nOn success, the service answers with `200 OK` and a [book](../resources/book.md) object in the body.\n\n## Example\n\n```http\nHTTP/1.1 200 OK\nContent-Type: application/json\n\n{\n  \"title\": \"A|B\",\n  \"pages\": 12,\n  \"shelf\": \"top\"\n}\n```\n";
const CSDL: &str = "<Edmx><DataServices><Schema Namespace=\"microsoft.graph\"><EntityType Name=\"book\"><Property Name=\"title\" Type=\"Edm.String\"/><Property Name=\"pages\" Type=\"Edm.Int32\"/><Property Name=\"tags\" Type=\"Collection(Edm.String)\"/><Property Name=\"author\" Type=\"Edm.String\"/></EntityType><EnumType Name=\"cover\"/></Schema></DataServices></Edmx>";

/// The report of two pages, without the parts before `from`.
fn report(metadata: Option<&str>) -> String {
    let folder = tempfile::tempdir().unwrap();
    let root = Utf8Path::from_path(folder.path()).unwrap();
    for (path, text) in [("resources/book.md", BOOK), ("api/book-get.md", GET)] {
        let file = root.join("v1.0").join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }
    let reading = Generator::new(root.join("v1.0")).read().unwrap();
    let metadata = metadata.map(|text| metadata::read(text).unwrap());
    let findings = reading.findings;
    let contents = Contents {
        models: &reading.models,
        texts: &reading.texts,
        findings: &findings,
        metadata: metadata.as_ref(),
    };
    markdown(contents, root)
}

fn part<'a>(report: &'a str, heading: &str, end: &str) -> &'a str {
    let start = report.find(heading).unwrap();
    let part = &report[start..];
    &part[..part[1..].find(end).map_or(part.len(), |end| end + 1)]
}

#[test]
fn pages_are_compared_with_metadata() {
    let report = report(Some(CSDL));
    expect![[r#"
        ### Compared with the service's metadata

        | figure | agree | of | share |
        |:--|:--|:--|:--|
        | types with properties that the metadata has | 1 | 1 | 100.00 % |
        | enumerations that the metadata has | 0 | 0 | - |
        | types of the metadata that pages define | 1 | 2 | 50.00 % |
        | properties that the metadata has | 3 | 4 | 75.00 % |
        | properties with the same type, as one or as many | 1 | 3 | 33.33 % |
        | properties of these types in the metadata that pages define | 3 | 4 | 75.00 % |
        | types with the same base type | 1 | 1 | 100.00 % |
        | enumerations with the same members, unknownFutureValue aside | 0 | 0 | - |
        | members of these enumerations in the metadata that pages list | 0 | 0 | - |
        | names of actions and functions of the metadata that requests show | 0 | 0 | - |

        #### Properties of the metadata that the type's pages do not list (1)

        | page | item | pages say | metadata says | from |
        |:--|:--|:--|:--|:--|
        | [resources/book.md:1](v1.0/resources/book.md#L1) | `microsoft.graph.book.author` |  | `Edm.String` |  |

        #### Properties that are one in one place and many in the other (1)

        | page | item | pages say | metadata says | from |
        |:--|:--|:--|:--|:--|
        | [resources/book.md:18](v1.0/resources/book.md#L18) | `microsoft.graph.book.tags` | `Edm.String` | `Collection(Edm.String)` | table |

        #### Properties that the metadata does not have (1)

        | page | item | pages say | metadata says | from |
        |:--|:--|:--|:--|:--|
        | [resources/book.md:19](v1.0/resources/book.md#L19) | `microsoft.graph.book.ghost` | `Edm.String` |  | table |

        #### Properties with another type (1)

        | page | item | pages say | metadata says | from |
        |:--|:--|:--|:--|:--|
        | [resources/book.md:17](v1.0/resources/book.md#L17) | `microsoft.graph.book.pages` | `Edm.String` | `Edm.Int32` | table |

        #### Types of the metadata that no page defines (1)

        | page | item | pages say | metadata says | from |
        |:--|:--|:--|:--|:--|
        |  | `microsoft.graph.cover` |  | `an enumeration` |  |
    "#]].assert_eq(part(&report, "### Compared", "\n### "));
}

#[test]
fn examples_that_contradict_their_tables_are_found_with_both_lines() {
    let report = report(None);
    expect![[r#"
        ### Examples and the tables they belong to

        1 strict example with a documented type: 0 fit it (0.00 %), 1 contradict it. 0 have no documented type, 0 are JSON only after a repair. The tests of the bindings list 2 contradictions as known, and fail for 0 more that no row of a page supports.

        #### Examples that contradict their tables: Edm.String is shown as a whole number (1)

        | example | member | table |
        |:--|:--|:--|
        | [api/book-get.md:30](v1.0/api/book-get.md#L30) | `/pages` | [resources/book.md:17](v1.0/resources/book.md#L17) |

        #### Members that examples show and no table lists (1)

        | member | times | first |
        |:--|:--|:--|
        | `microsoft.graph.book.shelf` | 1 | [api/book-get.md:31](v1.0/api/book-get.md#L31) |

        ## Pages that disagree, with others or with themselves
    "#]].assert_eq(part(&report, "### Examples", "\n### "));
    assert!(!report.contains("metadata"), "{report}");
}

#[test]
fn the_report_begins_with_the_outcomes() {
    let report = report(None);
    assert!(
        report.starts_with("# What the pages became\n\n2 pages: 2 generated, "),
        "{report}"
    );
}

#[test]
fn words_of_pages_are_no_markup() {
    assert_eq!(markdown::text("a `b_c` <d>|\n"), "a `b_c` \\<d\\>\\| ");
    assert_eq!(markdown::text("`<a>"), "\\`\\<a\\>");
    assert_eq!(markdown::code("a|b"), "a\\|b");
}

#[test]
fn shares_are_rounded_down() {
    assert_eq!(share(9_999_999, 10_000_000), "99.99 %");
    assert_eq!(share(0, 0), "-");
}
