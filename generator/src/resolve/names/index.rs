//! Which types there are, by name and by page, and how a name on a page finds its type.

use crate::diagnostic::most_alike;
use crate::model::QualifiedName;
use crate::reader::{Document, TypeName};
use crate::resolve::names::spelling::bare;
use camino::{Utf8Path, Utf8PathBuf};
use std::collections::BTreeMap;

/// The namespace of types whose page states none.
pub(crate) const DEFAULT_NAMESPACE: &str = "microsoft.graph";

/// A longer word is no name of a type.
const LONGEST_NAME: usize = 200;

/// From here on, on a scale to 1, a name is a slip of another.
const ALIKE: f64 = 0.8;

/// Where a name stands: names are looked up in the page's namespace first.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LookupScope<'a> {
    /// The page.
    pub page: &'a Utf8Path,
    /// Its namespace.
    pub namespace: &'a str,
}

impl<'a> LookupScope<'a> {
    /// The words of a page, with the namespace that it names.
    pub(crate) fn of(document: &'a Document) -> Self {
        Self {
            page: &document.page,
            namespace: document
                .namespace
                .as_ref()
                .map_or(DEFAULT_NAMESPACE, |line| &line.value),
        }
    }
}

/// Every type, by the lower case of its name.
#[derive(Debug, Default)]
pub(crate) struct Index {
    qualified: BTreeMap<String, QualifiedName>,
    short: BTreeMap<String, Vec<QualifiedName>>,
    pages: BTreeMap<String, Vec<QualifiedName>>,
    mains: BTreeMap<String, QualifiedName>,
}

impl Index {
    /// Makes a type known. A name that is known keeps its first definition.
    pub fn define(&mut self, name: &QualifiedName) {
        let key = name.0.to_lowercase();
        if self.qualified.contains_key(&key) {
            return;
        }
        let short = name.name().to_lowercase();
        self.qualified.insert(key, name.clone());
        let names = self.short.entry(short).or_default();
        names.push(name.clone());
        names.sort();
    }

    /// Makes known that a page defines a type. `main`: a link to the page means this type, unless it says another.
    pub fn place(&mut self, page: &Utf8Path, name: &QualifiedName, main: bool) {
        let page = page.as_str().to_lowercase();
        if main {
            self.mains
                .entry(page.clone())
                .or_insert_with(|| name.clone());
        }
        self.pages.entry(page).or_default().push(name.clone());
    }

    /// The type of a qualified name in any case.
    pub fn get(&self, name: &str) -> Option<&QualifiedName> {
        let lower = name.trim_start_matches('#').to_lowercase();
        if let Some(found) = self.qualified.get(&lower) {
            return Some(found);
        }
        let rest = lower.strip_prefix("graph.")?;
        self.qualified.get(&format!("{DEFAULT_NAMESPACE}.{rest}"))
    }

    /// The type that a page is about, if it is about one.
    pub fn main_of(&self, page: &Utf8Path) -> Option<&QualifiedName> {
        self.mains.get(&page.as_str().to_lowercase())
    }

    /// The type a name on a page means: by its text, then by its link's page, then by its link's anchor.
    pub fn resolve(&self, name: &TypeName, scope: LookupScope<'_>) -> Option<&QualifiedName> {
        let word = bare(&name.text);
        self.by_text(word, name, scope)
            .or_else(|| self.by_anchor(name, scope))
            .or_else(|| self.by_page(name))
            .or_else(|| self.in_any_namespace(word))
    }

    fn by_text(
        &self,
        word: &str,
        name: &TypeName,
        scope: LookupScope<'_>,
    ) -> Option<&QualifiedName> {
        if word.contains('.')
            && let Some(found) = self.get(word)
        {
            return Some(found);
        }
        let short = short_of(word).to_lowercase();
        if let Some(target) = &name.target {
            let page = target.page.as_deref().unwrap_or(scope.page);
            let defined = self.pages.get(&page.as_str().to_lowercase());
            let same = defined
                .into_iter()
                .flatten()
                .find(|defined| defined.name().to_lowercase() == short);
            if let Some(found) = same {
                return self.get(&found.0);
            }
        }
        self.in_namespace(scope.namespace, &short)
            .or_else(|| self.in_namespace(DEFAULT_NAMESPACE, &short))
    }

    fn in_namespace(&self, namespace: &str, short: &str) -> Option<&QualifiedName> {
        self.qualified
            .get(&format!("{}.{short}", namespace.to_lowercase()))
    }

    /// `#alertseverity-values` names the enumeration `alertSeverity`.
    fn by_anchor(&self, name: &TypeName, scope: LookupScope<'_>) -> Option<&QualifiedName> {
        let anchor = name.target.as_ref()?.anchor.as_deref()?;
        let (short, _) = anchor.split_once("-values").unwrap_or((anchor, ""));
        self.in_namespace(scope.namespace, short)
            .or_else(|| self.in_namespace(DEFAULT_NAMESPACE, short))
            .or_else(|| self.in_any_namespace(short))
    }

    fn by_page(&self, name: &TypeName) -> Option<&QualifiedName> {
        self.main_of(name.target.as_ref()?.page.as_deref()?)
    }

    fn in_any_namespace(&self, word: &str) -> Option<&QualifiedName> {
        self.short.get(&short_of(word).to_lowercase())?.first()
    }

    /// The known name most like an unknown one, when it is like enough to be a slip.
    pub fn near(&self, name: &str) -> Option<&QualifiedName> {
        let short = short_of(name);
        let known = self.short.keys().map(String::as_str);
        let as_long = known.filter(|known| known.len().abs_diff(short.len()) <= 2);
        let near = most_alike(short, as_long, ALIKE)?;
        self.short.get(near)?.first()
    }
}

/// The part behind the last dot.
pub(crate) fn short_of(word: &str) -> &str {
    word.rsplit_once('.').map_or(word, |(_, short)| short)
}

/// A name as written, qualified by the namespace of its page where it is not yet.
pub(crate) fn qualify(name: &str, namespace: Option<&str>) -> QualifiedName {
    let name = bare(name);
    if let Some(rest) = name.strip_prefix("graph.") {
        return QualifiedName(format!("{DEFAULT_NAMESPACE}.{rest}"));
    }
    if name.contains('.') {
        return QualifiedName(name.to_owned());
    }
    let namespace = namespace.filter(|namespace| !namespace.is_empty());
    QualifiedName(format!("{}.{name}", namespace.unwrap_or(DEFAULT_NAMESPACE)))
}

/// Whether a word can name a type: letters, digits and underscores, with a namespace or without.
pub(crate) fn is_type_name(word: &str) -> bool {
    let part = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
            && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    };
    word.len() <= LONGEST_NAME && word.split('.').all(part)
}

/// Whether the page is named after the type: `callrecords-session.md` after `microsoft.graph.callRecords.session`.
pub(crate) fn named_after(page: &Utf8PathBuf, name: &QualifiedName) -> bool {
    let Some(stem) = page.file_stem() else {
        return false;
    };
    let stem = stem.to_lowercase();
    let short = name.name().to_lowercase();
    let inner = short_of(name.namespace()).to_lowercase();
    stem == short || stem.strip_prefix(&inner) == Some(&format!("-{short}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::Target;

    fn index() -> Index {
        let mut index = Index::default();
        for (page, name, main) in [
            ("resources/recipient.md", "microsoft.graph.recipient", true),
            ("resources/chat.md", "microsoft.graph.chat", true),
            ("resources/chat.md", "microsoft.graph.chatType", false),
            (
                "resources/callrecords-mediastream.md",
                "microsoft.graph.callRecords.mediaStream",
                true,
            ),
            (
                "resources/mediastream.md",
                "microsoft.graph.mediaStream",
                true,
            ),
        ] {
            let name = QualifiedName(name.to_owned());
            index.define(&name);
            index.place(Utf8Path::new(page), &name, main);
        }
        index
    }

    fn resolve(
        text: &str,
        page: Option<&str>,
        anchor: Option<&str>,
        namespace: &str,
    ) -> Option<String> {
        let target = (page.is_some() || anchor.is_some()).then(|| Target {
            page: page.map(Utf8PathBuf::from),
            anchor: anchor.map(str::to_owned),
        });
        let name = TypeName {
            text: text.to_owned(),
            target,
        };
        let scope = LookupScope {
            page: Utf8Path::new("resources/here.md"),
            namespace,
        };
        index().resolve(&name, scope).map(|name| name.0.clone())
    }

    #[test]
    fn text_goes_before_the_linked_page() {
        let found = resolve(
            "chatType",
            Some("resources/recipient.md"),
            None,
            "microsoft.graph",
        );
        assert_eq!(found.as_deref(), Some("microsoft.graph.chatType"));
    }

    #[test]
    fn a_text_that_names_nothing_falls_back_to_page_and_anchor() {
        let found = resolve(
            "the recipients",
            Some("resources/recipient.md"),
            None,
            "microsoft.graph",
        );
        assert_eq!(found.as_deref(), Some("microsoft.graph.recipient"));
        let found = resolve(
            "kind",
            Some("resources/chat.md"),
            Some("chattype-values"),
            "microsoft.graph",
        );
        assert_eq!(found.as_deref(), Some("microsoft.graph.chatType"));
    }

    #[test]
    fn the_namespace_of_the_page_goes_before_the_default_one() {
        let found = resolve("MediaStream", None, None, "microsoft.graph.callrecords");
        assert_eq!(
            found.as_deref(),
            Some("microsoft.graph.callRecords.mediaStream")
        );
        let found = resolve("mediaStream", None, None, "microsoft.graph.other");
        assert_eq!(found.as_deref(), Some("microsoft.graph.mediaStream"));
        let found = resolve(
            "mediaStream",
            Some("resources/callrecords-mediastream.md"),
            None,
            "microsoft.graph",
        );
        assert_eq!(
            found.as_deref(),
            Some("microsoft.graph.callRecords.mediaStream")
        );
    }

    #[test]
    fn near_names_are_slips_and_far_ones_are_not() {
        let index = index();
        let near = |name| index.near(name).map(|name| name.0.as_str());
        assert_eq!(near("recipiant"), Some("microsoft.graph.recipient"));
        assert_eq!(near("attachment"), None);
    }

    #[test]
    fn pages_are_named_after_types_with_or_without_namespace() {
        let name = QualifiedName("microsoft.graph.callRecords.session".to_owned());
        assert!(named_after(
            &"resources/callrecords-session.md".into(),
            &name
        ));
        assert!(named_after(&"resources/session.md".into(), &name));
        assert!(!named_after(&"resources/intune-session.md".into(), &name));
    }
}
