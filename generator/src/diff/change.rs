//! A change, and what it does to callers.

use crate::api::Api;
use camino::{Utf8Path, Utf8PathBuf};
use serde::Serialize;

/// What a change does to callers of the emitted crate, heaviest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Weight {
    /// Code that compiled does not, or sends something else than it did.
    Breaking,
    /// Code compiles, but other permissions let it run.
    Permission,
    /// Code compiles and runs; there is something new, or a deprecation.
    Additive,
    /// Only the documentation of the crate differs.
    Documentation,
}

impl Weight {
    /// Every weight, heaviest first.
    pub const ALL: [Self; 4] = [
        Self::Breaking,
        Self::Permission,
        Self::Additive,
        Self::Documentation,
    ];

    /// As in JSON and on the command line.
    pub fn text(self) -> &'static str {
        match self {
            Self::Breaking => "breaking",
            Self::Permission => "permission",
            Self::Additive => "additive",
            Self::Documentation => "documentation",
        }
    }
}

/// What all changes together mean for the next version number of the emitted crate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// A major version.
    Breaking,
    /// A minor version.
    Additive,
    /// A patch: no API change.
    Documentation,
    /// Nothing that is emitted changes.
    None,
}

impl Verdict {
    /// The verdict on changes.
    pub fn on(changes: &[Change]) -> Self {
        match changes.iter().map(|change| change.weight).min() {
            Some(Weight::Breaking) => Self::Breaking,
            Some(Weight::Permission | Weight::Additive) => Self::Additive,
            Some(Weight::Documentation) => Self::Documentation,
            None => Self::None,
        }
    }

    /// As in JSON.
    pub fn text(self) -> &'static str {
        match self {
            Self::Breaking => "breaking",
            Self::Additive => "additive",
            Self::Documentation => "documentation",
            Self::None => "none",
        }
    }
}

macro_rules! kinds {
    ($($(#[$meta:meta])* $name:ident $text:literal,)*) => {
        /// What changed.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Kind { $($(#[$meta])* $name,)* }

        impl Kind {
            /// Every kind.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// For people.
            pub fn words(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }
        }
    };
}

kinds! {
    /// A folder of pages is new.
    VersionAdded "version added",
    /// A folder of pages is gone.
    VersionRemoved "version removed",
    /// A whole package has a new feature for an area.
    FeatureAdded "feature added",
    /// A whole package has no such feature any more.
    FeatureRemoved "feature removed",
    /// An item needs another feature of a whole package, or one at all, or none any more.
    FeatureChanged "feature changed",
    /// A type is new.
    TypeAdded "type added",
    /// A type is gone.
    TypeRemoved "type removed",
    /// A type has another name, on the wire or in Rust.
    TypeRenamed "type renamed",
    /// A struct is an enumeration now, or the other way around.
    TypeKindChanged "kind of type changed",
    /// A type inherits from another one.
    BaseChanged "base type changed",
    /// A base type can be viewed as its derived types.
    VariantsAdded "view as derived types added",
    /// A base type can no longer be viewed as its derived types.
    VariantsRemoved "view as derived types removed",
    /// An arm for a derived type has another name or is gone, though the type is there.
    VariantChanged "derived type changed in the view of its base",
    /// A property is new.
    PropertyAdded "property added",
    /// A property is gone.
    PropertyRemoved "property removed",
    /// A property has another name, on the wire or in Rust.
    PropertyRenamed "property renamed",
    /// A property has another type.
    PropertyRetyped "property retyped",
    /// A property holds many now, or one.
    CollectionChanged "one or many changed",
    /// A property is a relationship now, or no longer.
    NavigationChanged "property or relationship changed",
    /// A property's value is behind `Link` now, or no longer.
    LinkChanged "link of property changed",
    /// A member of an enumeration is new.
    MemberAdded "member added",
    /// A member of an enumeration is gone.
    MemberRemoved "member removed",
    /// A member of an enumeration has another name, on the wire or in Rust.
    MemberRenamed "member renamed",
    /// Members stand in another order.
    MembersReordered "members reordered",
    /// An operation is new.
    OperationAdded "operation added",
    /// An operation is gone.
    OperationRemoved "operation removed",
    /// An operation has another address.
    OperationRenamed "operation renamed",
    /// An operation has another HTTP method.
    MethodChanged "method changed",
    /// A route is new.
    RouteAdded "route added",
    /// A route is gone.
    RouteRemoved "route removed",
    /// The constructor of a route sends to another path.
    RouteChanged "route changed",
    /// Parameters of a route have other names or types, or there are more or fewer.
    RouteParametersChanged "route parameters changed",
    /// The constructor of a route has another name.
    ConstructorRenamed "constructor renamed",
    /// A query option is new.
    QueryOptionAdded "query option added",
    /// A query option is gone.
    QueryOptionRemoved "query option removed",
    /// A query parameter is new.
    QueryParameterAdded "query parameter added",
    /// A query parameter is gone.
    QueryParameterRemoved "query parameter removed",
    /// A query parameter has another type or method.
    QueryParameterChanged "query parameter changed",
    /// A header is new.
    HeaderAdded "header added",
    /// A header is gone.
    HeaderRemoved "header removed",
    /// A header has another method.
    HeaderChanged "header changed",
    /// A request has a body.
    BodyAdded "body added",
    /// A request has no body.
    BodyRemoved "body removed",
    /// A request has another body.
    BodyChanged "body changed",
    /// A parameter in a body is new.
    ParameterAdded "body parameter added",
    /// A parameter in a body is gone.
    ParameterRemoved "body parameter removed",
    /// A parameter in a body has another name.
    ParameterRenamed "body parameter renamed",
    /// A parameter in a body has another type.
    ParameterRetyped "body parameter retyped",
    /// An operation answers with another type.
    ResponseChanged "response changed",
    /// A further status with an answer of its own is new.
    ResponseAdded "response added",
    /// A status with an answer of its own is gone.
    ResponseRemoved "response removed",
    /// Success has another status, and the same type.
    StatusChanged "status changed",
    /// An operation can continue from a delta token.
    DeltaAdded "delta token added",
    /// An operation can no longer continue from a delta token.
    DeltaRemoved "delta token removed",
    /// The least privileged permission is higher, or the operation is not supported any more.
    PermissionRaised "least privilege raised",
    /// The least privileged permission is lower, or the operation is supported now.
    PermissionLowered "least privilege lowered",
    /// Some permissions that let the operation run no longer do; the least privileged do.
    PermissionAlternativeRemoved "alternative permissions removed",
    /// More permissions let the operation run; the least privileged are the same.
    PermissionAlternativeAdded "alternative permissions added",
    /// Other permissions let the operation run.
    PermissionChanged "permissions changed",
    /// A route has a constant with permissions of its own.
    RoutePermissionsAdded "permissions of a route told apart",
    /// A route has no such constant any more: all routes need the same permissions.
    RoutePermissionsRemoved "permissions of a route no longer told apart",
    /// An item is deprecated.
    Deprecated "deprecated",
    /// An item is no longer deprecated.
    Undeprecated "no longer deprecated",
    /// A deprecation has other words.
    DeprecationReworded "deprecation reworded",
    /// An item is described in other words.
    DescriptionChanged "description changed",
    /// An item has other facts in its documentation: where it is from, whether it is abstract or open.
    NotesChanged "notes changed",
    /// A page shows other examples.
    ExamplesChanged "examples changed",
}

impl Kind {
    /// Whether an absent side of a change means something: that there is none.
    pub fn has_two_sides(self) -> bool {
        matches!(
            self,
            Self::BaseChanged
                | Self::FeatureChanged
                | Self::VariantChanged
                | Self::PermissionChanged
        )
    }
}

/// A change of one item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// What it does to callers.
    pub weight: Weight,
    /// What changed.
    pub kind: Kind,
    /// The item's path in the emitted crate; that of the old crate where the item is gone.
    pub item: String,
    /// The page that says so, relative to the folder of its version.
    pub page: Utf8PathBuf,
    /// What the old page says: routes as written, properties by their names on the wire.
    pub before: Option<String>,
    /// What the new page says.
    pub after: Option<String>,
}

impl Change {
    /// Whether both sides are prose of a page rather than names and types.
    pub fn is_prose(&self) -> bool {
        matches!(
            self.kind,
            Kind::DescriptionChanged
                | Kind::Deprecated
                | Kind::Undeprecated
                | Kind::DeprecationReworded
        )
    }
}

/// An item that changes are about.
#[derive(Clone, Copy)]
pub(crate) struct Item<'a> {
    /// Its path in the emitted crate.
    pub path: &'a str,
    /// The page that speaks of it.
    pub page: &'a Utf8Path,
}

impl<'a> Item<'a> {
    /// Another item that the same page speaks of.
    pub fn at(self, path: &'a str) -> Self {
        Self { path, ..self }
    }
}

/// Changes as they are found.
#[derive(Default)]
pub(crate) struct Changes(Vec<Change>);

impl Changes {
    /// Notes a change that has two sides.
    pub fn add(
        &mut self,
        weight: Weight,
        kind: Kind,
        item: Item,
        before: Option<String>,
        after: Option<String>,
    ) {
        self.0.push(Change {
            weight,
            kind,
            item: item.path.to_owned(),
            page: item.page.to_owned(),
            before,
            after,
        });
    }

    /// Notes that something is new.
    pub fn added(&mut self, kind: Kind, item: Item, after: String) {
        self.add(Weight::Additive, kind, item, None, Some(after));
    }

    /// Notes that something is gone.
    pub fn removed(&mut self, kind: Kind, item: Item, before: String) {
        self.add(Weight::Breaking, kind, item, Some(before), None);
    }

    /// Notes that something became something else.
    pub fn changed(
        &mut self,
        weight: Weight,
        kind: Kind,
        item: Item,
        before: String,
        after: String,
    ) {
        self.add(weight, kind, item, Some(before), Some(after));
    }

    /// Notes other words for an item, if they are.
    pub fn described(&mut self, item: Item, before: Option<&str>, after: Option<&str>) {
        if before != after {
            let owned = |text: Option<&str>| text.map(str::to_owned);
            let (before, after) = (owned(before), owned(after));
            self.add(
                Weight::Documentation,
                Kind::DescriptionChanged,
                item,
                before,
                after,
            );
        }
    }

    /// Notes a deprecation; `before` and `after` are the pages' words.
    pub fn deprecated(&mut self, item: Item, before: Option<&str>, after: Option<&str>) {
        let (weight, kind) = match (before, after) {
            (None, Some(_)) => (Weight::Additive, Kind::Deprecated),
            (Some(_), None) => (Weight::Additive, Kind::Undeprecated),
            (Some(before), Some(after)) if before != after => {
                (Weight::Documentation, Kind::DeprecationReworded)
            }
            _ => return,
        };
        let owned = |text: Option<&str>| text.filter(|text| !text.is_empty()).map(str::to_owned);
        self.add(weight, kind, item, owned(before), owned(after));
    }

    /// Notes that a whole version is new or gone.
    pub fn version(&mut self, kind: Kind, api: &Api) {
        let version = api.version;
        let item = Item {
            path: &api.module,
            page: Utf8Path::new(""),
        };
        if kind == Kind::VersionAdded {
            self.added(kind, item, version.to_owned());
        } else {
            self.removed(kind, item, version.to_owned());
        }
    }

    /// All changes, heaviest first, then by item.
    pub fn sorted(mut self) -> Vec<Change> {
        self.0.sort_by(|a, b| {
            (a.weight, &a.item, a.kind, &a.before, &a.after)
                .cmp(&(b.weight, &b.item, b.kind, &b.before, &b.after))
        });
        self.0.dedup();
        self.0
    }
}
