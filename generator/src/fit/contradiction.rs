//! What an example shows and the pages say otherwise, with the lines of both.

use crate::fit::rows::Rows;
use crate::model::{Enumeration, Property, Struct};
use camino::Utf8Path;

/// A place where an example is not as the pages say.
#[derive(Clone, Debug)]
pub struct Contradiction<'m> {
    /// Where in the example, as a JSON pointer: `/value/0/size`.
    pub pointer: String,
    /// The line on the example's page; the first line of the example where it was repaired.
    pub line: u32,
    /// The last word of the type that the place has in Rust: `i32`, `Vec<i32>`, `Message`.
    pub documented: String,
    /// In which way.
    pub kind: Kind<'m>,
}

/// In which way an example is not as the pages say.
#[derive(Clone, Debug)]
pub enum Kind<'m> {
    /// A value does not fit: what is documented, what is shown, and the row that says so; none of the example as a whole.
    Type(&'static str, &'static str, Option<&'m Property>),
    /// A value is no member of an enumeration, in these letters.
    Value(&'m Enumeration, Option<&'m Property>),
    /// No table of the type lists the member; no type of a body that only one operation has.
    Member(Option<&'m Struct>),
    /// No table of the type lists the member, and the type is one whose objects may have others.
    Extra(&'m Struct),
    /// `{"value": ..}` where the type has no such member.
    LoneValue(Option<&'m Struct>),
    /// A list or a single value that is not in `value`.
    NoValue,
}

impl<'m> Contradiction<'m> {
    /// The row of the table that is contradicted.
    pub fn property(&self) -> Option<&'m Property> {
        match self.kind {
            Kind::Type(_, _, property) | Kind::Value(_, property) => property,
            Kind::Member(_) | Kind::Extra(_) | Kind::LoneValue(_) | Kind::NoValue => None,
        }
    }

    /// Whether the page itself says what is contradicted. A type that was read wrongly contradicts examples, too: that is no flaw of
    /// the page, and no test may let it pass.
    pub fn is_stated(&self, rows: &Rows<'_>) -> bool {
        match self.kind {
            Kind::Type(_, _, Some(property)) => rows.name_type(property),
            Kind::Value(enumeration, Some(property)) => {
                rows.name_type(property) || rows.name_member(property, enumeration)
            }
            Kind::Member(Some(ty)) | Kind::Extra(ty) => {
                let name = self.pointer.rsplit('/').next().unwrap_or_default();
                !rows.list_alone(ty, name)
            }
            Kind::LoneValue(Some(ty)) => !rows.list_alone(ty, "value"),
            Kind::Type(_, _, None)
            | Kind::Value(_, None)
            | Kind::Member(None)
            | Kind::LoneValue(None)
            | Kind::NoValue => true,
        }
    }

    /// What contradicts what, in the same words for all contradictions of the kind.
    pub fn cause(&self) -> String {
        match self.kind {
            Kind::Type(documented, shown, _) => format!("{documented} is shown as {shown}"),
            Kind::Value(..) => "an enumeration is shown with another member".to_owned(),
            Kind::Member(_) | Kind::Extra(_) => "a member is shown that no table lists".to_owned(),
            Kind::LoneValue(_) => "an object is shown inside `value`".to_owned(),
            Kind::NoValue => "what comes in `value` is shown without it".to_owned(),
        }
    }

    /// What the pages say, and where: for the person who reads it in a test.
    pub fn reason(&self, operation_page: &Utf8Path, rows: &Rows<'_>) -> String {
        let line = self.line;
        let page_of = |ty: &Struct| match ty.pages.first() {
            Some(page) => format!("`{}` in {page}", ty.name.0),
            None => format!("`{}`", ty.name.0),
        };
        let row = |property: Option<&Property>| match property {
            Some(property) => rows.place(property),
            None => operation_page.to_string(),
        };
        match self.kind {
            Kind::Type(documented, shown, property) => {
                format!(
                    "line {line} shows {shown}, {} has {documented}",
                    row(property)
                )
            }
            Kind::Value(enumeration, property) => {
                let name = &enumeration.name.0;
                let members = enumeration.pages.first().map_or("", |page| page.as_str());
                let row = row(property);
                format!("line {line} shows no member of `{name}` in {members}, which {row} has")
            }
            Kind::Member(Some(ty)) | Kind::Extra(ty) => {
                format!("line {line} shows what no table lists for {}", page_of(ty))
            }
            Kind::Member(None) => {
                format!("line {line} shows what no table of {operation_page} lists")
            }
            Kind::LoneValue(Some(ty)) => format!(
                "line {line} shows `value` around the object, {} has none",
                page_of(ty)
            ),
            Kind::LoneValue(None) => {
                format!("line {line} shows `value`, no table of {operation_page} lists it")
            }
            Kind::NoValue => format!("line {line} shows no `value`, {operation_page} has one"),
        }
    }
}
