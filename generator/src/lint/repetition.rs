//! Types that several pages define. Some services do so on purpose, a page for each of their parts, so nobody is told who did
//! not ask.

use crate::diagnostic::{Code, Diagnostic};
use crate::lint::names::Names;
use crate::model::{Model, Type};
use crate::reader::Document;

/// Looks whether an earlier page defines the types of this one.
pub(crate) fn check(
    document: &Document,
    model: &Model,
    names: &Names<'_>,
    found: &mut Vec<Diagnostic>,
) {
    for resource in &document.resources {
        let defined = names.named_on(&document.page, &resource.name.value);
        let Some(Type::Struct(ty)) = defined.and_then(|name| model.types.get(name)) else {
            continue;
        };
        let Some(first) = ty.pages.first().filter(|first| **first != document.page) else {
            continue;
        };
        let message = format!("`{}` is defined in {first} too", ty.name.name());
        found.push(
            Diagnostic::new(
                Code::TypeRepeated,
                &*document.page,
                resource.name.span,
                message,
            )
            .done("both tables make up the type")
            .help("define it on one page, and link to it from elsewhere"),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::diagnostic::Code;
    use crate::lint::tests::{expect, resource};

    #[test]
    fn a_type_is_on_one_page() {
        let post = resource("post", "|sender|String|Who wrote it.|");
        let (_, text) = post.clone();
        let again = ("resources/zpost.md".to_owned(), text);
        let other = resource("mail", "|sender|String|Who wrote it.|");
        expect(
            &[post.clone(), again],
            Code::TypeRepeated,
            Some("`post` is defined in resources/post.md too"),
        );
        expect(&[post, other], Code::TypeRepeated, None);
    }
}
