//! Which types there are, by name and by page, and how a name on a page finds its type.

use crate::diagnostic::most_alike;
use crate::dialect::Dialect;
use crate::model::QualifiedName;
use crate::reader::{Document, TypeName};
use crate::resolve::names::folded::{Folded, Pieces};
use crate::resolve::names::plurals::singulars;
use crate::resolve::names::spelling::bare;
use crate::resolve::names::type_id::TypeId;
use camino::{Utf8Path, Utf8PathBuf};
use indexmap::map::Entry;
use indexmap::{Equivalent, IndexMap};

/// A longer word is no name of a type.
const LONGEST_NAME: usize = 200;

/// From here on, on a scale to 1, a name is a slip of another.
const ALIKE: f64 = 0.8;

/// Where a name stands: names are looked up in the page's namespace first.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LookupScope<'a> {
    /// The page.
    pub page: &'a Utf8Path,
    /// Its namespace; empty where it states none.
    pub namespace: &'a str,
}

impl<'a> LookupScope<'a> {
    /// The words of a page, with the namespace that it names.
    pub(crate) fn of(document: &'a Document) -> Self {
        Self {
            page: &document.page,
            namespace: document.namespace.as_ref().map_or("", |line| &line.value),
        }
    }
}

/// Every type: its number, its name, and the pages that it stands on.
#[derive(Debug)]
pub(crate) struct TypeIndex<'d> {
    /// How pages write names.
    pub dialect: &'d Dialect,
    /// The place of a name is the number of its type.
    names: IndexMap<Folded, QualifiedName>,
    /// By the part behind the last dot, in the order of the names.
    short: IndexMap<Folded, Vec<TypeId>>,
    pages: IndexMap<Folded, Vec<TypeId>>,
    mains: IndexMap<Folded, TypeId>,
    /// Other names of types.
    aliases: IndexMap<Folded, TypeId>,
}

impl<'d> TypeIndex<'d> {
    /// No type yet.
    pub fn new(dialect: &'d Dialect) -> Self {
        Self {
            dialect,
            names: IndexMap::new(),
            short: IndexMap::new(),
            pages: IndexMap::new(),
            mains: IndexMap::new(),
            aliases: IndexMap::new(),
        }
    }

    /// Makes a type known. A name that is known keeps its first definition.
    pub fn define(&mut self, name: &QualifiedName) -> TypeId {
        let entry = self.names.entry(Folded(name.0.clone()));
        let id = TypeId(u32::try_from(entry.index()).unwrap_or(u32::MAX));
        if let Entry::Vacant(vacant) = entry {
            vacant.insert(name.clone());
            let same = self
                .short
                .entry(Folded(name.name().to_owned()))
                .or_default();
            let at = same.partition_point(|known| {
                self.names
                    .get_index(known.at())
                    .is_some_and(|(_, known)| known < name)
            });
            same.insert(at, id);
        }
        id
    }

    /// Makes a name that no type has another name of a type.
    pub fn alias(&mut self, name: &QualifiedName, ty: TypeId) {
        self.aliases.insert(Folded(name.0.clone()), ty);
    }

    /// Makes known that a page defines a type. `main`: a link to the page means this type, unless it says another.
    pub fn place(&mut self, page: &Utf8Path, ty: TypeId, main: bool) {
        if main {
            self.mains
                .entry(Folded(page.as_str().to_owned()))
                .or_insert(ty);
        }
        self.pages
            .entry(Folded(page.as_str().to_owned()))
            .or_default()
            .push(ty);
    }

    /// The name of a type.
    pub fn name(&self, ty: TypeId) -> &QualifiedName {
        static NONE: QualifiedName = QualifiedName(String::new());
        self.names
            .get_index(ty.at())
            .map_or(&NONE, |(_, name)| name)
    }

    /// How many types there are.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// The type of a qualified name in any case.
    pub fn get(&self, name: &str) -> Option<TypeId> {
        let name = name.trim_start_matches('#');
        let behind_alias = || {
            let rest = self.dialect.service.behind_root_alias(name)?;
            self.in_root(rest)
        };
        self.pieces(&[name]).or_else(behind_alias)
    }

    /// The type of a name in the namespace of types whose page states none.
    pub fn in_root(&self, short: &str) -> Option<TypeId> {
        self.in_namespace(&self.dialect.service.root_namespace, short)
    }

    fn pieces(&self, pieces: &[&str]) -> Option<TypeId> {
        match self.names.get_index_of(&Pieces(pieces)) {
            Some(at) => u32::try_from(at).ok().map(TypeId),
            None => self.aliases.get(&Pieces(pieces)).copied(),
        }
    }

    /// The type of a name in a namespace, both in any case.
    pub fn in_namespace(&self, namespace: &str, short: &str) -> Option<TypeId> {
        self.pieces(&[namespace, ".", short])
    }

    /// The type that a page is about, if it is about one.
    pub fn main_of(&self, page: &Utf8Path) -> Option<TypeId> {
        self.mains.get(&Pieces(&[page.as_str()])).copied()
    }

    /// The type a name on a page means: by its text, then by its link's page, then by its link's anchor.
    pub fn resolve(&self, name: &TypeName, scope: LookupScope<'_>) -> Option<TypeId> {
        let word = bare(&name.text, self.dialect);
        self.by_text(word, name, scope)
            .or_else(|| self.by_anchor(name, scope))
            .or_else(|| self.by_page(name))
            .or_else(|| self.in_any_namespace(word))
    }

    fn by_text(&self, word: &str, name: &TypeName, scope: LookupScope<'_>) -> Option<TypeId> {
        if word.contains('.')
            && let Some(found) = self.get(word)
        {
            return Some(found);
        }
        let short = short_of(word);
        if let Some(target) = &name.target {
            let page = target.page.as_deref().unwrap_or(scope.page);
            let defined = self.pages.get(&Pieces(&[page.as_str()]));
            let defined = || defined.into_iter().flatten();
            let same = |found: &&TypeId| self.name(**found).name().eq_ignore_ascii_case(short);
            // `[shipment](shipments.md)` is one of the `shipments` of that page, whatever else is called so.
            let many = |found: &&TypeId| {
                let mut one = singulars(self.name(**found).name());
                one.any(|one| one.eq_ignore_ascii_case(short))
            };
            let found = defined().find(same).or_else(|| defined().find(many));
            if let Some(found) = found {
                return Some(*found);
            }
        }
        self.in_namespace(scope.namespace, short)
            .or_else(|| self.in_root(short))
    }

    /// `#alertseverity-values` names the enumeration `alertSeverity`.
    fn by_anchor(&self, name: &TypeName, scope: LookupScope<'_>) -> Option<TypeId> {
        let anchor = name.target.as_ref()?.anchor.as_deref()?;
        let (short, _) = anchor.split_once("-values").unwrap_or((anchor, ""));
        self.in_namespace(scope.namespace, short)
            .or_else(|| self.in_root(short))
            .or_else(|| self.in_any_namespace(short))
    }

    fn by_page(&self, name: &TypeName) -> Option<TypeId> {
        self.main_of(name.target.as_ref()?.page.as_deref()?)
    }

    fn in_any_namespace(&self, word: &str) -> Option<TypeId> {
        self.short.get(&Pieces(&[short_of(word)]))?.first().copied()
    }

    /// The known name most like an unknown one, when it is like enough to be a slip.
    pub fn near(&self, name: &str) -> Option<TypeId> {
        let short = short_of(name);
        let known = self.short.keys();
        let mut as_long: Vec<_> = known
            .filter(|known| known.0.len().abs_diff(short.len()) <= 2)
            .collect();
        as_long.sort();
        let as_long = as_long.into_iter().map(|known| known.0.as_str());
        let near = most_alike(short, as_long, ALIKE)?;
        self.short.get(&Pieces(&[near]))?.first().copied()
    }
}

/// The part behind the last dot.
pub(crate) fn short_of(word: &str) -> &str {
    word.rsplit_once('.').map_or(word, |(_, short)| short)
}

/// A name as written, qualified by the namespace of its page where it is not yet.
pub(crate) fn qualify(name: &str, namespace: Option<&str>, dialect: &Dialect) -> QualifiedName {
    let name = bare(name, dialect);
    let service = &dialect.service;
    if let Some(rest) = service.behind_root_alias(name) {
        return QualifiedName(service.in_root(rest));
    }
    if name.contains('.') {
        return QualifiedName(name.to_owned());
    }
    let namespace = namespace.filter(|namespace| !namespace.is_empty());
    QualifiedName(match namespace {
        Some(namespace) => format!("{namespace}.{name}"),
        None => service.in_root(name),
    })
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
    let inner = short_of(name.namespace());
    let with_namespace = || Pieces(&[inner, "-", name.name()]).equivalent(&Folded(stem));
    stem.eq_ignore_ascii_case(name.name()) || with_namespace()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::Target;

    fn index() -> TypeIndex<'static> {
        let mut index = TypeIndex::new(crate::dialect::graph());
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
            let ty = index.define(&name);
            index.place(Utf8Path::new(page), ty, main);
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
        let index = index();
        index
            .resolve(&name, scope)
            .map(|ty| index.name(ty).0.clone())
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
    fn the_linked_page_of_many_goes_before_another_type_of_the_name() {
        let mut index = index();
        for (page, name) in [
            ("resources/parcels.md", "microsoft.graph.parcels"),
            ("resources/small.md", "microsoft.graph.parcel"),
        ] {
            let ty = index.define(&QualifiedName(name.to_owned()));
            index.place(Utf8Path::new(page), ty, true);
        }
        let resolve = |page: Option<&str>| {
            let target = page.map(|page| Target {
                page: Some(page.into()),
                anchor: None,
            });
            let name = TypeName {
                text: "parcel".to_owned(),
                target,
            };
            let scope = LookupScope {
                page: Utf8Path::new("resources/here.md"),
                namespace: "",
            };
            index.resolve(&name, scope).map(|ty| index.name(ty).name())
        };
        assert_eq!(resolve(Some("resources/parcels.md")), Some("parcels"));
        assert_eq!(resolve(None), Some("parcel"));
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
        let near = |name| index.near(name).map(|ty| index.name(ty).0.as_str());
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
