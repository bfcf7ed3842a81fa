//! Words for types that are nearly right: in another case, or linked to the page of another type.

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::lint::names::Names;
use crate::model::QualifiedName;
use crate::reader::{Document, TypeName, TypeRef};
use std::collections::BTreeSet;

/// Looks at every word for a type in the tables, sentences and annotations of a page. A slip is told once for a page.
pub(crate) fn check(document: &Document, names: &Names<'_>, found: &mut Vec<Diagnostic>) {
    let mut told = BTreeSet::new();
    let mut look = |ty: &TypeRef, is_name: bool| {
        for name in &ty.names {
            let slip = is_name
                .then(|| case_slip(document, name, ty.span, names))
                .flatten();
            let finding = slip.or_else(|| other_target(document, name, ty.span, names));
            if let Some(finding) = finding
                && told.insert(name.text.clone())
            {
                found.push(finding);
            }
        }
    };
    in_tables(document).for_each(|ty| look(ty, true));
    in_annotations(document).for_each(|ty| look(ty, true));
    // A sentence may write a word as sentences do.
    in_sentences(document).for_each(|ty| look(ty, false));
}

fn in_tables(document: &Document) -> impl Iterator<Item = &TypeRef> {
    let resources = document.resources.iter().flat_map(|resource| {
        let rows = resource.properties.iter().chain(&resource.relationships);
        rows.filter_map(|row| row.ty.as_ref())
    });
    let operations = document.operations.iter().flat_map(|operation| {
        let rows = operation.parameters.iter().chain(&operation.body.fields);
        rows.filter_map(|row| row.ty.as_ref())
    });
    resources.chain(operations)
}

fn in_annotations(document: &Document) -> impl Iterator<Item = &TypeRef> {
    let examples = document.operations.iter().flat_map(|found| &found.examples);
    examples.filter_map(|example| example.annotated.as_ref())
}

fn in_sentences(document: &Document) -> impl Iterator<Item = &TypeRef> {
    let resources = document.resources.iter().flat_map(|resource| {
        let methods = resource.methods.iter();
        let returned = methods.filter_map(|method| method.returns.as_ref());
        returned.chain(&resource.prose_base)
    });
    let operations = document.operations.iter().flat_map(|operation| {
        let answers = operation.responses.iter();
        let answers = answers.filter_map(|answer| answer.ty.as_ref());
        answers.chain(&operation.body.ty)
    });
    resources.chain(operations)
}

fn short(word: &str) -> &str {
    word.rsplit('.').next().unwrap_or(word)
}

fn case_slip(
    document: &Document,
    name: &TypeName,
    span: Span,
    names: &Names<'_>,
) -> Option<Diagnostic> {
    let word = short(&name.text);
    let known = names.called(word);
    let first = known.first()?;
    if names.is_primitive(word) || known.iter().any(|known| known.name() == word) {
        return None;
    }
    let message = format!("the type is called `{}`, not `{word}`", first.name());
    Some(
        Diagnostic::new(Code::TypeCase, &*document.page, span, message)
            .done("it was taken for that type")
            .help(format!("write `{}`", first.name())),
    )
}

fn other_target(
    document: &Document,
    name: &TypeName,
    span: Span,
    names: &Names<'_>,
) -> Option<Diagnostic> {
    let page = name.target.as_ref()?.page.as_deref()?;
    let word = short(&name.text);
    let meant = names.called(word).first()?;
    let linked = names.on(page);
    let same = |known: &&QualifiedName| known.name().eq_ignore_ascii_case(word);
    let other = linked.first()?;
    if names.is_primitive(word) || linked.iter().any(same) {
        return None;
    }
    let message = format!(
        "the text of the link names `{}`, its target `{page}` the type `{}`",
        meant.name(),
        other.name()
    );
    Some(
        Diagnostic::new(Code::LinkContradicts, &*document.page, span, message)
            .done("the text was believed")
            .help("let text and target name the same type"),
    )
}

#[cfg(test)]
mod tests {
    use crate::diagnostic::Code;
    use crate::lint::tests::{expect, operation, resource};

    #[test]
    fn types_are_written_as_they_are_called() {
        let recipient = || resource("recipient", "|name|String|Whom to address.|");
        for (cell, code, wanted) in [
            (
                "[Recipient](recipient.md)",
                Code::TypeCase,
                Some("the type is called `recipient`, not `Recipient`"),
            ),
            (
                "microsoft.graph.Recipient",
                Code::TypeCase,
                Some("the type is called `recipient`, not `Recipient`"),
            ),
            ("[recipient](recipient.md)", Code::TypeCase, None),
            ("string", Code::TypeCase, None),
            (
                "[post](recipient.md)",
                Code::LinkContradicts,
                Some(
                    "the text of the link names `post`, its target `resources/recipient.md` the type `recipient`",
                ),
            ),
            (
                "[recipient](recipient.md) collection",
                Code::LinkContradicts,
                None,
            ),
            ("[String](recipient.md)", Code::LinkContradicts, None),
        ] {
            let post = resource("post", &format!("|sender|{cell}|Who wrote it.|"));
            expect(&[post, recipient()], code, wanted);
        }
    }

    #[test]
    fn sentences_and_annotations_name_types_too() {
        let recipient = || resource("recipient", "|name|String|Whom to address.|");
        let sender = || resource("sender", "|name|String|Who wrote it.|");
        let annotated = |ty: &str| {
            let example = format!(
                "## Example\n\n<!-- {{\"blockType\": \"response\", \"@odata.type\": \"microsoft.graph.{ty}\"}} -->\n```http\nHTTP/1.1 200 OK\n\n{{\"name\": \"Ann\"}}\n```\n"
            );
            operation("recipient-get", "GET /recipients/{id}", &example)
        };
        for (ty, wanted) in [
            (
                "Recipient",
                Some("the type is called `recipient`, not `Recipient`"),
            ),
            ("recipient", None),
        ] {
            expect(&[annotated(ty), recipient()], Code::TypeCase, wanted);
        }
        let answers = |link: &str| {
            let (path, text) = operation("recipient-get", "GET /recipients/{id}", "");
            let answer = format!("`200 OK` and a {link} object in the body");
            (path, text.replace("`204 No Content`", &answer))
        };
        for (link, code, wanted) in [
            (
                "[sender](../resources/recipient.md)",
                Code::LinkContradicts,
                Some(
                    "the text of the link names `sender`, its target `resources/recipient.md` the type `recipient`",
                ),
            ),
            (
                "[recipient](../resources/recipient.md)",
                Code::LinkContradicts,
                None,
            ),
            (
                "[Recipient](../resources/recipient.md)",
                Code::TypeCase,
                None,
            ),
        ] {
            expect(&[answers(link), recipient(), sender()], code, wanted);
        }
    }
}
