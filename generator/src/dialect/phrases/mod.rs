//! The English of the pages: which words mean what, by what they are said of.

mod body;
mod inheritance;
mod query;
mod remarks;
mod response;
mod types;

pub use body::BodyPhrases;
pub use inheritance::InheritancePhrases;
pub use query::QueryPhrases;
pub use remarks::{Remark, RemarkPhrases};
pub use response::ResponsePhrases;
pub use types::TypePhrases;

use crate::dialect::Words;

/// The English of the pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrases {
    /// Names of types, and the words around them.
    pub types: TypePhrases,
    /// What descriptions say in passing.
    pub remarks: RemarkPhrases,
    /// What sentences say about inheritance.
    pub inheritance: InheritancePhrases,
    /// What sentences say about the request body.
    pub body: BodyPhrases,
    /// What sentences say about the response.
    pub response: ResponsePhrases,
    /// What sentences say about query options.
    pub query: QueryPhrases,
    /// What stands before the name of a page's namespace.
    pub namespace: String,
    /// Beginnings of words behind which a stop ends no sentence.
    pub abbreviations: Vec<String>,
    /// How descriptions of arguments begin that may be left out.
    pub optional: Words,
    /// How cells begin that name no type.
    pub nothing: Words,
}

impl Phrases {
    pub(super) fn graph() -> Self {
        Self {
            types: TypePhrases::graph(),
            remarks: RemarkPhrases::graph(),
            inheritance: InheritancePhrases::graph(),
            body: BodyPhrases::graph(),
            response: ResponsePhrases::graph(),
            query: QueryPhrases::graph(),
            namespace: "Namespace:".to_owned(),
            abbreviations: vec!["e.g".to_owned(), "i.e".to_owned()],
            optional: Words::from(["optional"]),
            nothing: Words::from(["none"]),
        }
    }
}
