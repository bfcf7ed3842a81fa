//! The stable codes. A code is never reused; its number says which stage raises it:
//! 01 the page as text, 02 what the page documents, 03 the pages together, 04 emission, 05 files.

use serde::de::{Error, Unexpected};
use serde::{Deserialize, Deserializer, Serialize};

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing, nothing is lost.
    Note,
    /// Something was left out or guessed.
    Warning,
    /// The page, or an item of it, could not be used.
    Error,
}

impl Severity {
    /// `error`, `warning`, `note`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

macro_rules! weight {
    (Allow) => {
        None
    };
    ($severity:ident) => {
        Some(Severity::$severity)
    };
}

macro_rules! codes {
    ($($name:ident = $id:literal, $weight:ident, $title:literal;)*) => {
        /// What kind of finding a diagnostic is.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $(#[doc = $title] $name,)* }

        impl Code {
            /// Every code, in order.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The stable identifier, such as `DB0101`.
            pub fn id(self) -> &'static str { match self { $(Self::$name => $id),* } }

            /// The code with this identifier.
            pub fn from_id(id: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|code| code.id() == id)
            }

            /// What the code means, in a few words.
            pub fn title(self) -> &'static str { match self { $(Self::$name => $title),* } }

            /// The severity unless `docbind.toml` says otherwise; `None` where only `docbind.toml` asks for it.
            pub fn severity(self) -> Option<Severity> { match self { $(Self::$name => weight!($weight)),* } }
        }
    };
}

codes! {
    NotUtf8 = "DB0101", Error, "page is not UTF-8";
    PageTooLarge = "DB0102", Error, "page is larger than docbind reads";
    FrontMatterInvalid = "DB0103", Warning, "front matter is not YAML";
    FrontMatterMissing = "DB0104", Note, "page has no front matter";
    LocalisedPage = "DB0105", Error, "page is a translation";
    FenceUnclosed = "DB0106", Warning, "code fence is never closed";
    AnnotationInvalid = "DB0107", Warning, "annotation is not JSON";
    RowRagged = "DB0108", Warning, "table row has another number of cells than its header";
    StemInvalid = "DB0109", Error, "file name cannot become a name in code";
    AnnotationRepaired = "DB0110", Warning, "annotation is JSON only after a repair";
    AnnotationUnknown = "DB0111", Note, "annotation has a name that the dialect does not";
    HeadingOrder = "DB0112", Note, "section stands behind one that it goes before";
    AnnotationNames = "DB0113", Note, "names of annotations do not pair requests with responses";
    AnnotationEmpty = "DB0114", Warning, "annotation names an empty base type";
    RequestMissing = "DB0201", Error, "operation page has no request line";
    RequestLineInvalid = "DB0202", Warning, "request line cannot be read";
    PropertyNameInvalid = "DB0203", Warning, "property name cannot be read";
    TypeMissing = "DB0204", Warning, "type cell is empty or cannot be read";
    StatusMissing = "DB0205", Warning, "response section names no success status";
    PlaceholderText = "DB0206", Note, "placeholder text was left in the page";
    ExampleInvalid = "DB0207", Warning, "example is not JSON";
    ExampleRepaired = "DB0208", Warning, "example is JSON only after a repair";
    PageKindContradicts = "DB0209", Warning, "doc_type says another kind of page than the text";
    PermissionOrder = "DB0210", Note, "permissions are listed from most to least privileged";
    PathParameterRepeated = "DB0211", Warning, "two parameters of a path have one name";
    PathParameterUndescribed = "DB0212", Warning, "table leaves out a parameter of the path";
    ExampleWithoutRequest = "DB0213", Note, "example shows a response and no request";
    TypeUndefined = "DB0301", Warning, "no page defines this type";
    PagesDisagree = "DB0302", Warning, "two pages disagree about one item";
    BaseUndefined = "DB0303", Warning, "no page defines the base type";
    BaseCycle = "DB0304", Error, "bases of a type have no end";
    ResponseTypeUnknown = "DB0305", Warning, "response type cannot be determined";
    BodyTypeUnknown = "DB0306", Warning, "request body cannot be determined";
    PartsDisagree = "DB0307", Note, "parts of one page disagree";
    TypeCase = "DB0308", Warning, "type is written in another case than its page";
    LinkContradicts = "DB0309", Warning, "text and target of a link name different types";
    LinkBroken = "DB0310", Warning, "link leads to no page";
    IncludeMissing = "DB0311", Warning, "included file is not there";
    OperationRepeated = "DB0312", Note, "two pages document one request";
    RepresentationContradicts = "DB0313", Warning, "JSON representation is not what the tables say";
    ExampleContradicts = "DB0314", Warning, "example is not what the tables say";
    ExampleIncomplete = "DB0315", Allow, "example leaves out what the tables list";
    TypeRepeated = "DB0316", Allow, "two pages define one type";
    LinkCase = "DB0317", Note, "links are written in another case than their pages";
    ProfileNeeded = "DB0318", Warning, "docbind.toml lacks a key that the pages need";
    SectionUnknown = "DB0319", Note, "sections hold something and were passed over";
    KeyUnknown = "DB0320", Warning, "key of a type is none of its properties";
    IncludeItself = "DB0321", Warning, "page includes itself";
    NameClash = "DB0401", Warning, "two names become the same name in Rust";
    PartTooLarge = "DB0402", Warning, "part of a page is larger than docbind writes";
    StemClash = "DB0501", Error, "two file names differ only in capital letters";
    LeadsOut = "DB0502", Error, "file leads out of the docs folder";
}

impl Serialize for Code {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.id())
    }
}

impl<'de> Deserialize<'de> for Code {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let id: &str = Deserialize::deserialize(deserializer)?;
        Self::from_id(id)
            .ok_or_else(|| D::Error::invalid_value(Unexpected::Str(id), &"a code of docbind"))
    }
}
