//! Names of properties and relationships, typed by the model that has them.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use crate::wire::Json;

/// The name of a property of the model `M`, for `$select` and `$orderby`.
pub struct Property<M> {
    name: &'static str,
    model: PhantomData<fn() -> M>,
}

/// The name of a relationship of the model `M`, for `$expand` and `$select`.
pub struct Relationship<M> {
    name: &'static str,
    model: PhantomData<fn() -> M>,
}

macro_rules! name_of_model {
    ($($kind:ident),*) => {$(
        impl<M> $kind<M> {
            /// The name as it is on the wire.
            #[must_use]
            pub const fn new(name: &'static str) -> Self {
                Self { name, model: PhantomData }
            }

            /// The name as it is on the wire.
            #[must_use]
            pub const fn name(self) -> &'static str {
                self.name
            }
        }

        impl<M> Clone for $kind<M> {
            fn clone(&self) -> Self {
                *self
            }
        }

        impl<M> Copy for $kind<M> {}

        impl<M> PartialEq for $kind<M> {
            fn eq(&self, other: &Self) -> bool {
                self.name == other.name
            }
        }

        impl<M> Eq for $kind<M> {}

        impl<M> fmt::Debug for $kind<M> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.name)
            }
        }

        impl<M> fmt::Display for $kind<M> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.name)
            }
        }

        impl<M> Name<M> for $kind<M> {
            fn name(&self) -> Cow<'_, str> {
                Cow::Borrowed(self.name)
            }
        }
    )*};
}

name_of_model!(Property, Relationship);

/// What `$select` takes: properties and relationships of the model `M`. An operation without a known model
/// takes names as text.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no property of the model `{M}`",
    label = "belongs to another model",
    note = "the answer to this operation holds objects of the type `{M}`: select from its constants"
)]
pub trait Name<M> {
    /// The name as it is on the wire.
    fn name(&self) -> Cow<'_, str>;
}

impl Name<Json> for &str {
    fn name(&self) -> Cow<'_, str> {
        Cow::Borrowed(self)
    }
}

impl Name<Json> for String {
    fn name(&self) -> Cow<'_, str> {
        Cow::Borrowed(self)
    }
}

/// What `$expand` takes: relationships of the model `M`, with options or without. An operation without a
/// known model takes text.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no relationship of the model `{M}`",
    label = "belongs to another model, or is a property",
    note = "the answer to this operation holds objects of the type `{M}`: expand its relationships"
)]
pub trait Expand<M> {
    /// The relationship as `$expand` names it.
    fn expansion(&self) -> Cow<'_, str>;
}

impl<M> Expand<M> for Relationship<M> {
    fn expansion(&self) -> Cow<'_, str> {
        Cow::Borrowed(self.name)
    }
}

impl Expand<Json> for &str {
    fn expansion(&self) -> Cow<'_, str> {
        Cow::Borrowed(self)
    }
}

impl Expand<Json> for String {
    fn expansion(&self) -> Cow<'_, str> {
        Cow::Borrowed(self)
    }
}

impl<M> Relationship<M> {
    /// The relationship with options for its targets, separated by `;`, such as `$select=id,name;$top=5`.
    #[must_use]
    pub fn with(self, options: &str) -> Expansion<M> {
        Expansion {
            text: format!("{}({options})", self.name),
            model: PhantomData,
        }
    }
}

/// A relationship to be expanded, with options for its targets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expansion<M> {
    text: String,
    model: PhantomData<fn() -> M>,
}

impl<M> Expand<M> for Expansion<M> {
    fn expansion(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.text)
    }
}

/// A property inside of the value of another, such as `from/emailAddress`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PropertyPath<M> {
    text: String,
    model: PhantomData<fn() -> M>,
}

impl<M> Property<M> {
    /// The property `inner` of this property's value.
    #[must_use]
    pub fn then<N>(self, inner: Property<N>) -> PropertyPath<M> {
        PropertyPath {
            text: format!("{}/{}", self.name, inner.name),
            model: PhantomData,
        }
    }

    /// Ordered by this property, smallest first.
    #[must_use]
    pub fn asc(self) -> OrderBy<M> {
        OrderBy {
            text: format!("{} asc", self.name),
            model: PhantomData,
        }
    }

    /// Ordered by this property, largest first.
    #[must_use]
    pub fn desc(self) -> OrderBy<M> {
        OrderBy {
            text: format!("{} desc", self.name),
            model: PhantomData,
        }
    }
}

impl<M> PropertyPath<M> {
    /// The property `inner` of this property's value.
    #[must_use]
    pub fn then<N>(self, inner: Property<N>) -> Self {
        Self {
            text: format!("{}/{}", self.text, inner.name),
            model: PhantomData,
        }
    }

    /// Ordered by this property, smallest first.
    #[must_use]
    pub fn asc(self) -> OrderBy<M> {
        OrderBy {
            text: format!("{} asc", self.text),
            model: PhantomData,
        }
    }

    /// Ordered by this property, largest first.
    #[must_use]
    pub fn desc(self) -> OrderBy<M> {
        OrderBy {
            text: format!("{} desc", self.text),
            model: PhantomData,
        }
    }
}

impl<M> Name<M> for PropertyPath<M> {
    fn name(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.text)
    }
}

/// What `$orderby` takes: a property of the model `M`, and a direction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderBy<M> {
    text: String,
    model: PhantomData<fn() -> M>,
}

impl<M> fmt::Display for OrderBy<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl<M> From<Property<M>> for OrderBy<M> {
    fn from(property: Property<M>) -> Self {
        Self {
            text: property.name.to_owned(),
            model: PhantomData,
        }
    }
}

impl<M> From<PropertyPath<M>> for OrderBy<M> {
    fn from(path: PropertyPath<M>) -> Self {
        Self {
            text: path.text,
            model: PhantomData,
        }
    }
}

impl From<&str> for OrderBy<Json> {
    fn from(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            model: PhantomData,
        }
    }
}
