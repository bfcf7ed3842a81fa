//! Keys of the metadata at the head of a page.

/// Keys of the metadata at the head of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FrontMatterKeys {
    /// The title.
    pub title: String,
    /// What the page is about.
    pub description: String,
    /// Which part of the API it belongs to; the first key that is there counts.
    pub area: Vec<String>,
    /// What kind of page it is.
    pub kind: String,
    /// Its language.
    pub locale: String,
    /// How the locales of the pages that can be read begin, in lower case.
    pub readable_locale: String,
    /// Set where the page is a translation.
    pub translation: String,
    /// Words for the kinds of pages.
    pub kinds: PageKinds,
}

/// Words for the kinds of pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageKinds {
    /// Documents requests.
    pub operation: String,
    /// Documents nothing that bindings show.
    pub conceptual: String,
    /// Documents an enumeration.
    pub enumeration: String,
    /// Documents types.
    pub resource: String,
    /// How words for pages begin that document nothing.
    pub conceptual_prefix: String,
}

impl PageKinds {
    /// Whether there is a kind of this name.
    pub fn is_known(&self, kind: &str) -> bool {
        [
            &self.operation,
            &self.conceptual,
            &self.enumeration,
            &self.resource,
        ]
        .into_iter()
        .any(|known| known == kind)
    }
}

impl FrontMatterKeys {
    pub(super) fn graph() -> Self {
        Self {
            title: "title".to_owned(),
            description: "description".to_owned(),
            area: vec!["ms.subservice".to_owned(), "ms.prod".to_owned()],
            kind: "doc_type".to_owned(),
            locale: "ms.contentlocale".to_owned(),
            readable_locale: "en".to_owned(),
            translation: "ms.translationtype".to_owned(),
            kinds: PageKinds {
                operation: "apiPageType".to_owned(),
                conceptual: "conceptualPageType".to_owned(),
                enumeration: "enumPageType".to_owned(),
                resource: "resourcePageType".to_owned(),
                conceptual_prefix: "conceptual".to_owned(),
            },
        }
    }
}
