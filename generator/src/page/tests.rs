//! Whole pages as text.

use crate::diagnostic::Code;
use crate::dialect;
use crate::dialect::BlockType;
use crate::page::*;
use proptest::prelude::*;

fn read(text: &str) -> (Page<'_>, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let page = parse(
        Utf8Path::new("api/x.md"),
        text,
        &dialect::graph().annotations,
        &mut diagnostics,
    );
    (page, diagnostics)
}

/// The body below front matter that has nothing to say.
fn body(text: &str) -> String {
    format!("---\n---\n{text}")
}

fn titles<'p>(page: &'p Page<'_>) -> Vec<&'p str> {
    page.sections
        .iter()
        .skip(1)
        .map(|section| section.title.as_str())
        .collect()
}

fn codes(diagnostics: &[Diagnostic]) -> Vec<Code> {
    diagnostics
        .iter()
        .map(|diagnostic| diagnostic.code)
        .collect()
}

fn prose(section: &Section<'_>) -> Vec<String> {
    section
        .prose()
        .map(|prose| prose.text.as_str().to_owned())
        .collect()
}

#[test]
fn headings_lose_markup_and_keep_their_anchors() {
    let text = body(
        "# Get a **thing**\n## <a name=\"http-request\"></a>HTTP request ##\n### `kind` values",
    );
    let (page, _) = read(&text);
    assert_eq!(
        titles(&page),
        ["Get a thing", "HTTP request", "kind values"]
    );
    assert!(page.sections[2].is(&["http-request"]));
    assert_eq!(page.sections[3].slug, "kind-values");
    assert_eq!(page.subtree(2).len(), 2);
    assert_eq!(page.subtree(9).len(), 0);
}

#[test]
fn headings_within_fences_comments_and_quotations_do_not_count() {
    let text = body("# A\n```\n# no\n```\n<!--\n# no\n-->\n> # no\n\ntext");
    assert_eq!(titles(&read(&text).0), ["A"]);
}

#[test]
fn only_the_http_tab_counts() {
    let text = body(
        "## Request\n# [HTTP](#tab/http)\n```http\nGET /a\n```\n# [C#](#tab/csharp)\n```csharp\nx\n```\nwords\n---\n\nafter\n\n### Response\n",
    );
    let (page, _) = read(&text);
    assert_eq!(titles(&page), ["Request", "Response"]);
    let request = &page.sections[1];
    assert_eq!(
        request
            .fences()
            .map(|(_, fence)| fence.language)
            .collect::<Vec<_>>(),
        ["http"]
    );
    assert_eq!(prose(request), ["after"]);
}

#[test]
fn an_annotation_belongs_to_the_fence_behind_it() {
    let text = body(
        "<!-- {\"blockType\": \"request\"} -->\n\n```http\nGET /a\n```\n\n```json\n{}\n```\n\nwords <!-- {\"blockType\": \"response\"} -->\n\n```http\nHTTP/1.1 200 OK\n```",
    );
    let (page, _) = read(&text);
    let blocks: Vec<_> = page.sections[0]
        .fences()
        .map(|(annotation, _)| annotation.map(|a| a.block))
        .collect();
    assert_eq!(
        blocks,
        [Some(BlockType::Request), None, Some(BlockType::Response)]
    );
}

#[test]
fn an_unclosed_fence_ends_before_the_next_heading() {
    let text = body("## A\n```http\nGET /a\n\n## B\n\nwords\n");
    let (page, diagnostics) = read(&text);
    assert_eq!(titles(&page), ["A", "B"]);
    assert_eq!(
        page.sections[1].fences().next().unwrap().1.body.as_str(),
        "GET /a\n\n"
    );
    assert_eq!(codes(&diagnostics), [Code::FenceUnclosed]);
    let start = diagnostics[0].span.start as usize;
    assert!(text[start..].starts_with("```http"));
}

#[test]
fn an_unclosed_comment_ends_with_its_brace() {
    let text = body("## A\n<!-- {\n\"blockType\": \"resource\"\n}\n\n## B\n");
    let (page, diagnostics) = read(&text);
    assert_eq!(titles(&page), ["A", "B"]);
    assert!(
        matches!(page.sections[1].blocks[0], Block::Annotation(ref found) if found.block == BlockType::Resource)
    );
    assert_eq!(codes(&diagnostics), [Code::AnnotationInvalid]);
}

#[test]
fn comments_hide_what_stands_in_them() {
    let text = body("<!--\n|a|b|\n|-|-|\n|1|2|\n-->\n\n<!-- uuid: 1\n-->\n");
    let (page, diagnostics) = read(&text);
    assert!(page.sections[0].blocks.is_empty());
    assert!(diagnostics.is_empty());
}

#[test]
fn tables_that_markdown_does_not_see_are_found() {
    let text = body(
        "Words.\n\n|a|b|\n|:-|:-|:-|\n|1|2|\n\n<div>\n\n|c|\n|-|\n|3|\n\n</div>\n\n* item\n\n  |d|\n  |-|\n  |4|\n",
    );
    let (page, _) = read(&text);
    let headers: Vec<_> = page.sections[0]
        .tables()
        .map(|table| table.header[0].as_str())
        .collect();
    assert_eq!(headers, ["a", "c", "d"]);
}

#[test]
fn includes_give_their_path_and_are_no_prose() {
    let text = body("[!INCLUDE [permissions](../includes/permissions/x.md)]\n\nwords");
    let (page, _) = read(&text);
    assert!(
        matches!(page.sections[0].blocks[0], Block::Include(path) if path.as_str() == "../includes/permissions/x.md")
    );
    assert_eq!(prose(&page.sections[0]), ["words"]);
}

#[test]
fn items_of_lists_are_nested_prose() {
    let text = body("words\n\n- one\n- two\n\n  more\n\n> quoted\n");
    let (page, _) = read(&text);
    let found: Vec<_> = page.sections[0]
        .prose()
        .map(|prose| (prose.text.as_str(), prose.nested))
        .collect();
    assert_eq!(
        found,
        [
            ("words", false),
            ("one", true),
            ("two", true),
            ("more", true),
            ("quoted", true)
        ]
    );
}

#[test]
fn places_are_those_on_disk() {
    let source =
        "---\r\ntitle: a\r\n---\r\n# A\u{a0}\u{a0}B\r\n\r\n|x|\r\n|-|\r\n|\u{a0}value |\r\n";
    let text = normalise(source);
    let (page, _) = read(&text);
    let cell = page.sections[1].tables().next().unwrap().rows[0].cell(0);
    assert_eq!(
        &source[cell.span().start as usize..cell.span().end as usize],
        "value"
    );
    assert_eq!(page.sections[1].title, "A B");
}

#[test]
fn link_definitions_are_those_of_the_whole_page() {
    let text = body("[a][x]\n\n```\nunclosed\n\n## B\n\n[X]: ../resources/x.md\n");
    let (page, _) = read(&text);
    assert_eq!(page.links.get("x"), Some("../resources/x.md"));
}

#[test]
fn many_unclosed_fences_cost_little() {
    let text = body(&"```x\n\n# h\n\n".repeat(20_000));
    let (page, _) = read(&text);
    assert!(page.sections.len() > 10);
}

proptest! {
    #[test]
    fn any_text_is_a_page(text in "\\PC{0,200}") {
        read(&normalise(&text));
    }

    #[test]
    fn any_lines_are_a_page(lines in proptest::collection::vec(line(), 0..30)) {
        let text = lines.join("\n");
        let (page, diagnostics) = read(&text);
        let end = u32::try_from(text.len()).unwrap();
        prop_assert!(page.sections.iter().all(|section| section.span.end <= end));
        prop_assert!(diagnostics.iter().all(|found| found.span.start <= found.span.end && found.span.end <= end));
    }
}

/// Lines that mean something to the reader, in any order and number.
fn line() -> impl Strategy<Value = String> {
    let fixed = [
        "",
        "---",
        "title: a",
        "# A",
        "## HTTP request",
        "```http",
        "```",
        "GET /a/{id}",
        "<!-- {",
        "\"blockType\": \"resource\",",
        "} -->",
        "-->",
        "<!--",
        "|a|b|",
        "|-|-|",
        "|1|2|3|",
        "| |",
        "> quoted",
        "- item",
        "  - deep",
        "# [C#](#tab/csharp)",
        "# [HTTP](#tab/http)",
        "[!INCLUDE [a](b.md)]",
        "[a]: b.md",
        "[a][]",
        "    code",
        "<div>",
        "</div>",
        "é\u{a0}ü",
        "~~~",
    ];
    prop_oneof![
        proptest::sample::select(fixed.to_vec()).prop_map(str::to_owned),
        "\\PC{0,20}"
    ]
}
