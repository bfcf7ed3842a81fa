//! Types that no table gives, or about which sources disagree: what rests on a guess.

use crate::corpus::PageTexts;
use crate::diff::words;
use crate::model::{Model, Operation, Property, Source, Target, Type, TypeUse};
use crate::report::markdown::{Page, code};

/// Properties and answers whose type is inferred.
pub(crate) fn write(model: &Model, texts: &PageTexts, page: &mut Page) {
    let mut rows = Vec::new();
    for ty in model.types.values() {
        let Type::Struct(ty) = ty else { continue };
        for property in ty.properties.iter().filter(|property| property.inferred) {
            rows.push(row(
                &format!("{}.{}", ty.name.0, property.name),
                property,
                texts,
                page,
            ));
        }
    }
    page.section(
        3,
        "Properties whose type is inferred",
        &["page", "property", "type", "from"],
        rows,
    );
    let mut rows = Vec::new();
    for operation in &model.operations {
        for response in operation
            .responses
            .iter()
            .filter(|response| response.inferred)
        {
            rows.push(vec![
                page.place(texts, &operation.page, operation.span),
                code(&request(operation)),
                response.status.to_string(),
                sources(&response.sources),
            ]);
        }
    }
    page.section(
        3,
        "Answers whose type is inferred",
        &["page", "request", "status", "from"],
        rows,
    );
}

fn request(operation: &Operation) -> String {
    let first = operation.routes.first();
    first.map_or(String::new(), |route| words::route(operation.method, route))
}

fn row(name: &str, property: &Property, texts: &PageTexts, page: &Page) -> Vec<String> {
    vec![
        page.place(texts, &property.page, property.span),
        code(name),
        code(&type_use(&property.ty)),
        sources(&property.sources),
    ]
}

/// `Collection(Edm.String)`.
pub(crate) fn type_use(ty: &TypeUse) -> String {
    let one = match &ty.target {
        Target::Scalar(scalar) => scalar.edm(),
        Target::Named(name) | Target::Omitted(name) => &name.0,
        Target::Untyped => "any JSON",
    };
    match ty.collection {
        true => format!("Collection({one})"),
        false => one.to_owned(),
    }
}

/// In words.
pub(crate) fn sources(sources: &[Source]) -> String {
    let words: Vec<_> = sources
        .iter()
        .map(|source| match source {
            Source::Table => "table",
            Source::Json => "JSON representation",
            Source::Annotation => "annotation",
            Source::Prose => "sentence",
            Source::Methods => "Methods table",
            Source::Example => "example",
            Source::Route => "route",
        })
        .collect();
    words.join(", ")
}
