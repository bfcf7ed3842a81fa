//! The body of a page to sections of blocks.

use crate::diagnostic::Code;
use crate::dialect::Annotations;
use crate::page::{
    Annotation, Block, Fence, Findings, LinkDefinitions, Prose, Section, Table, Text,
};
use crate::page::{fence, inline, table};
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};
use std::ops::Range;

/// A fence or comment that is never closed swallows the rest of a page. Reading begins anew behind it, so often at most.
const MAX_RESTARTS: usize = 16;

/// The body of a page.
pub(crate) struct Body<'a> {
    pub(crate) sections: Vec<Section<'a>>,
    pub(crate) links: LinkDefinitions,
}

/// Reads the body of a page.
pub(crate) fn read<'a>(
    body: Text<'a>,
    annotations: &Annotations,
    findings: &mut Findings<'_>,
) -> Body<'a> {
    let mut scan = Scan {
        sections: vec![Section {
            level: 0,
            title: String::new(),
            slug: String::new(),
            aliases: Vec::new(),
            span: body.head(0).span(),
            blocks: Vec::new(),
        }],
        links: LinkDefinitions::default(),
        tab: Tab::None,
        annotations,
        findings,
    };
    let mut rest = body;
    for restart in 0..=MAX_RESTARTS {
        match scan.run(rest, restart < MAX_RESTARTS) {
            Some(at) => rest = rest.tail(at),
            None => break,
        }
    }
    Body {
        sections: scan.sections,
        links: scan.links,
    }
}

/// Tabs show one request in several languages. Only the HTTP tab counts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tab {
    None,
    Http,
    Other,
}

struct Scan<'a, 'f, 'd> {
    sections: Vec<Section<'a>>,
    links: LinkDefinitions,
    tab: Tab,
    annotations: &'f Annotations,
    findings: &'f mut Findings<'d>,
}

impl<'a> Scan<'a, '_, '_> {
    /// Reads `text` to its end, or says where to begin anew.
    fn run(&mut self, text: Text<'a>, may_restart: bool) -> Option<usize> {
        let events = Parser::new_ext(text.as_str(), Options::ENABLE_TABLES).into_offset_iter();
        let mut restart = None;
        let mut nesting = 0usize;
        let mut loose = Loose::default();
        let mut comments: Vec<Range<usize>> = Vec::new();
        // A page that is cut in two has all its definitions in reach of the first parser that sees them.
        for (label, definition) in events.reference_definitions().iter() {
            self.links.insert(label, &definition.dest);
        }
        for (event, range) in events {
            if restart.is_some_and(|at| range.start >= at) {
                break;
            }
            match event {
                Event::Start(Tag::BlockQuote(_) | Tag::List(_) | Tag::Item) => {
                    self.prose(text, loose.take(), true);
                    nesting += 1;
                }
                Event::End(TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::Item) => {
                    self.prose(text, loose.take(), true);
                    nesting = nesting.saturating_sub(1);
                }
                Event::Start(Tag::Heading { level, .. }) => {
                    loose.leaf = true;
                    self.heading(text.slice(range), level as u8, nesting > 0);
                }
                Event::Start(Tag::Paragraph) => {
                    self.prose(text, loose.take(), true);
                    loose.leaf = true;
                }
                Event::End(TagEnd::Paragraph) => {
                    loose.leaf = false;
                    self.prose(text, Some(range), nesting > 0);
                    for comment in comments.drain(..) {
                        self.comment(text.slice(comment));
                    }
                }
                Event::End(TagEnd::Heading(_)) => loose.leaf = false,
                Event::Start(Tag::Table(_)) => {
                    self.prose(text, loose.take(), true);
                    loose.leaf = true;
                    self.table(text.slice(range));
                }
                Event::End(TagEnd::Table | TagEnd::CodeBlock | TagEnd::HtmlBlock) => {
                    loose.leaf = false
                }
                Event::Start(Tag::CodeBlock(kind)) => {
                    self.prose(text, loose.take(), true);
                    loose.leaf = true;
                    let piece = text.slice(range.clone());
                    let resume = self.code(piece, &kind, nesting > 0).filter(|_| may_restart);
                    restart = restart.or(resume.map(|at| range.start + at));
                }
                Event::Start(Tag::HtmlBlock) => {
                    self.prose(text, loose.take(), true);
                    loose.leaf = true;
                    let resume = self.html(text.slice(range.clone())).filter(|_| may_restart);
                    restart = restart.or(resume.map(|at| range.start + at));
                }
                Event::InlineHtml(html) if html.starts_with("<!--") => comments.push(range),
                Event::Rule => self.tab = Tab::None,
                _ => loose.extend(range),
            }
        }
        self.prose(text, loose.take(), true);
        restart
    }

    fn push(&mut self, block: Block<'a>) {
        if self.tab != Tab::Other
            && let Some(section) = self.sections.last_mut()
        {
            section.blocks.push(block);
        }
    }

    fn heading(&mut self, text: Text<'a>, level: u8, nested: bool) {
        if text.contains("](#tab/") {
            self.tab = if text.contains("](#tab/http") {
                Tab::Http
            } else {
                Tab::Other
            };
            return;
        }
        let underlined = !text.trim().starts_with('#');
        if underlined && self.tab != Tab::None {
            // The rule that ends the tabs stands directly below a line of text.
            self.tab = Tab::None;
            return;
        }
        if nested {
            self.push(Block::Prose(Prose { text, nested }));
            return;
        }
        self.tab = Tab::None;
        let line = text.trim();
        let (words, aliases) = anchors(&line);
        let title = inline::plain(words.trim().trim_matches('#').trim()).into_owned();
        self.sections.push(Section {
            level,
            slug: slug(&title),
            title,
            aliases,
            span: line.span(),
            blocks: Vec::new(),
        });
    }

    fn prose(&mut self, text: Text<'a>, range: Option<Range<usize>>, nested: bool) {
        let Some(range) = range else { return };
        let text = text.slice(range).trim();
        if text.is_empty() {
            return;
        }
        if let Some((above, lines)) = table::find(text) {
            self.plain_prose(above.trim(), nested);
            self.table(lines);
            let read = (lines.span().end - text.span().start) as usize;
            self.plain_prose(text.tail(read).trim(), nested);
            return;
        }
        self.plain_prose(text, nested);
    }

    fn plain_prose(&mut self, text: Text<'a>, nested: bool) {
        let mut rest = text;
        while rest.starts_with("[!INCLUDE") {
            let line = rest.lines().next().unwrap_or(rest);
            if let Some(path) = include(line) {
                self.push(Block::Include(path));
            }
            rest = rest.tail(line.len()).trim();
        }
        if !rest.is_empty() {
            self.push(Block::Prose(Prose { text: rest, nested }));
        }
    }

    fn table(&mut self, text: Text<'a>) {
        if self.tab != Tab::Other
            && let Some(table) = Table::read(text, self.findings)
        {
            self.push(Block::Table(table));
        }
    }

    /// Reads a code block. Says where to begin anew when it is never closed.
    fn code(&mut self, text: Text<'a>, kind: &CodeBlockKind<'_>, nested: bool) -> Option<usize> {
        if matches!(kind, CodeBlockKind::Indented) {
            self.push(Block::Fence(fence::indented(text)));
            return None;
        }
        let (mut fence, ending) = fence::fenced(text);
        let mut resume = None;
        if ending == fence::Ending::Missing {
            let end = (fence.body.span().start - text.span().start) as usize;
            resume = end_of_unclosed(&fence)
                .map(|at| end + at)
                .filter(|_| !nested);
            if let Some(at) = resume {
                fence.body = fence.body.head(at - end);
            }
            self.findings.add(
                Code::FenceUnclosed,
                text.lines().next().unwrap_or(text).span(),
                "the code fence is never closed",
                match resume {
                    Some(_) => "it was taken to end before the next heading or annotation",
                    None => "it was taken to end with the text around it",
                },
                "close it with a line of as many backticks",
            );
        }
        self.push(Block::Fence(fence));
        resume
    }

    /// Reads comments and tables in HTML. Says where to begin anew when a comment is never closed.
    fn html(&mut self, text: Text<'a>) -> Option<usize> {
        let mut rest = text;
        while let Some(at) = rest.find("<!--") {
            self.prose(rest, Some(0..at), false);
            let Some(end) = rest.tail(at).find("-->") else {
                let start = (rest.span().start - text.span().start) as usize + at;
                return Some(start + self.unclosed_comment(rest.tail(at)));
            };
            self.comment(rest.slice(at..at + end + 3));
            rest = rest.tail(at + end + 3);
        }
        if !rest.trim_start().starts_with('<') || rest.contains('|') {
            self.prose(rest, Some(0..rest.len()), false);
        }
        None
    }

    /// Reads a comment that is never closed, and says where it should have been.
    fn unclosed_comment(&mut self, text: Text<'a>) -> usize {
        let blank = text.find("\n\n").or_else(|| text.find("\n\r\n"));
        let brace = text.find("\n}").map(|at| at + 2);
        let end = brace.or(blank).unwrap_or(text.len());
        self.findings.add(
            Code::AnnotationInvalid,
            text.lines().next().unwrap_or(text).span(),
            "the comment is never closed",
            "it was taken to end with its closing brace or the next empty line",
            "close it with `-->`",
        );
        self.annotation(text.slice(4..end.max(4)));
        end
    }

    fn comment(&mut self, text: Text<'a>) {
        let end = text.len().saturating_sub(3);
        self.annotation(text.slice(4..end.max(4)));
    }

    fn annotation(&mut self, text: Text<'a>) {
        if self.tab != Tab::Other
            && let Some(annotation) = Annotation::read(text, self.annotations, self.findings)
        {
            self.push(Block::Annotation(annotation));
        }
    }
}

/// Text of a list item that has no paragraph around it.
#[derive(Default)]
struct Loose {
    range: Option<Range<usize>>,
    /// Within a block that takes its text itself.
    leaf: bool,
}

impl Loose {
    fn extend(&mut self, range: Range<usize>) {
        if !self.leaf {
            let start = self.range.take().map_or(range.start, |before| before.start);
            self.range = Some(start..range.end);
        }
    }

    fn take(&mut self) -> Option<Range<usize>> {
        self.range.take()
    }
}

/// Where an unclosed fence should have ended: before a heading, comment or fence at the beginning of a line.
fn end_of_unclosed(fence: &Fence<'_>) -> Option<usize> {
    const BEGINNINGS: [&str; 4] = ["<!--", "# ", "##", "```"];
    let start = fence.body.span().start;
    fence
        .body
        .lines()
        .find(|line| {
            BEGINNINGS
                .iter()
                .any(|beginning| line.starts_with(beginning))
        })
        .map(|line| (line.span().start - start) as usize)
}

/// A heading without `<a ...></a>`, and the names of these.
fn anchors(heading: &str) -> (String, Vec<String>) {
    let mut words = String::with_capacity(heading.len());
    let mut names = Vec::new();
    let mut rest = heading;
    while let Some(at) = rest.find("<a ") {
        let (before, tag) = rest.split_at(at);
        words.push_str(before);
        let Some(end) = tag.find('>') else {
            rest = tag;
            break;
        };
        let (tag, after) = tag.split_at(end);
        let name = ["name=", "id="].iter().find_map(|key| tag.split_once(key));
        names.extend(name.and_then(|(_, value)| {
            let value = value.trim_matches(['"', '\'', '/', ' ']);
            let value = value.split(['"', '\'', ' ']).next()?;
            Some(value.to_lowercase())
        }));
        let after = after.get(1..).unwrap_or_default();
        rest = after.strip_prefix("</a>").unwrap_or(after);
    }
    words.push_str(rest);
    (words, names)
}

/// A heading as an anchor.
fn slug(title: &str) -> String {
    title
        .to_lowercase()
        .chars()
        .filter_map(|c| match c {
            ' ' => Some('-'),
            c if c.is_alphanumeric() || matches!(c, '-' | '_') => Some(c),
            _ => None,
        })
        .collect()
}

/// The path of a line `[!INCLUDE [text](path)]`.
fn include(line: Text<'_>) -> Option<Text<'_>> {
    let at = line.find("[!INCLUDE")?;
    let start = at + line.tail(at).find("](")? + 2;
    let end = start + line.tail(start).find(')')?;
    Some(line.slice(start..end).trim())
}
