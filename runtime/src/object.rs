//! Objects: structs whose fields are the members of a JSON object.

use std::fmt;
use std::marker::PhantomData;

use serde_core::de::{Deserializer, MapAccess, Visitor};
use serde_core::ser::{SerializeMap, Serializer};

use crate::additional::Additional;
use crate::field::{Field, Slot};
use crate::raw::{Name, Raw, TextSeed};
use crate::wire::{Found, Json, Seed, Wire, Written, to_text};

/// A struct whose fields are the members of a JSON object. [`object!`](crate::object!) implements it.
pub trait Object: Default + fmt::Debug + PartialEq {
    /// The name of the type, such as `example.mail.message`.
    const TYPE: &'static str;

    /// Hands the field that holds the member `name` to `reader`.
    fn read<R: ReadMember>(&mut self, name: &str, reader: &mut R);

    /// Hands every field to `visitor`, beside the same field of `other`. Writing, comparing and showing an object all go through
    /// this one function: rustc checks it once, where derived code would be checked once for each of them.
    fn visit<V: VisitMember>(&self, other: &Self, visitor: &mut V);

    /// What the wire said beyond the fields.
    fn additional(&self) -> &Additional;

    /// What the wire said beyond the fields.
    fn additional_mut(&mut self) -> &mut Additional;
}

/// Reads the member of an object that comes next into the field that holds it.
pub trait ReadMember {
    /// The field `field` holds it, under the name `name`.
    fn field<F: Slot>(&mut self, name: &'static str, field: &mut F);
    /// No field holds it.
    fn unknown(&mut self);
}

/// Is shown the members of an object, beside those of another.
pub trait VisitMember {
    /// The field `field` holds the member `name`, and `other` is the same field of the other object.
    fn field<F: Slot>(&mut self, name: &'static str, field: &F, other: &F);
}

impl<T: Object> Wire for T {
    #[inline]
    fn from_members<'de, A: MapAccess<'de>>(members: A) -> Result<Found<Self>, A::Error> {
        let object: T = read(members)?;
        Ok(match object.additional().disguised() {
            Some(raw) => Found::Mismatch(raw),
            None => Found::Value(object),
        })
    }

    /// Every object does: what does not fit a field is kept beside it.
    #[inline]
    fn fits(text: &str) -> bool {
        text.starts_with('{')
    }

    #[inline]
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize(self, serializer)
    }

    #[cfg(feature = "testing")]
    fn examine(json: &Json, report: &mut crate::testing::Report) {
        crate::testing::check::object::<T>(json, report);
    }

    #[cfg(feature = "testing")]
    fn examine_linked(json: &Json, report: &mut crate::testing::Report) {
        crate::testing::check::linked::<T>(json, report);
    }
}

struct Reader<'a, 'de, A: MapAccess<'de>> {
    members: &'a mut A,
    name: &'a str,
    additional: &'a mut Additional,
    result: Result<(), A::Error>,
    format: PhantomData<&'de ()>,
}

impl<'de, A: MapAccess<'de>> ReadMember for Reader<'_, 'de, A> {
    #[inline]
    fn field<F: Slot>(&mut self, name: &'static str, field: &mut F) {
        match self.members.next_value_seed(Seed::<F::Value>::new()) {
            Ok(found) => {
                let kept = field.take(found);
                self.additional.forget(name);
                if let Some(kept) = kept {
                    self.additional.keep(name, kept);
                }
            }
            Err(error) => self.result = Err(error),
        }
    }

    #[inline]
    fn unknown(&mut self) {
        match self.members.next_value_seed(TextSeed) {
            Ok(text) => self
                .additional
                .push(self.name.into(), Raw::from_text(&text)),
            Err(error) => self.result = Err(error),
        }
    }
}

#[inline]
fn read<'de, T: Object, A: MapAccess<'de>>(mut members: A) -> Result<T, A::Error> {
    let mut object = T::default();
    let mut additional = Additional::new();
    while let Some(name) = members.next_key_seed(Name)? {
        let mut reader = Reader {
            members: &mut members,
            name: &name,
            additional: &mut additional,
            result: Ok(()),
            format: PhantomData,
        };
        object.read(&name, &mut reader);
        reader.result?;
    }
    additional.settle();
    *object.additional_mut() = additional;
    Ok(object)
}

struct ObjectVisitor<T>(PhantomData<T>);

impl<'de, T: Object> Visitor<'de> for ObjectVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an object of the type {}", T::TYPE)
    }

    #[inline]
    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<T, A::Error> {
        read(members)
    }
}

/// Reads an object from a self-describing format.
///
/// # Errors
/// The input is no object, or not well-formed. No value of a property is an error.
#[inline]
pub fn deserialize<'de, T: Object, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    deserializer.deserialize_map(ObjectVisitor(PhantomData))
}

struct Writer<'a, M: SerializeMap> {
    members: M,
    additional: &'a Additional,
    /// The names written, when an unknown property may have one of them.
    names: Option<Vec<&'static str>>,
    result: Result<(), M::Error>,
}

impl<M: SerializeMap> VisitMember for Writer<'_, M> {
    #[inline]
    fn field<F: Slot>(&mut self, name: &'static str, field: &F, _: &F) {
        if self.result.is_err() {
            return;
        }
        let kept = self.additional.kept(name);
        self.result = match (field.state(), kept) {
            (Field::Value(value), None) => self.members.serialize_entry(name, &Written(value)),
            (Field::Value(value), Some(kept)) => {
                let unchanged = kept.written.as_deref() == Some(to_text(value).as_str());
                if unchanged {
                    self.members.serialize_entry(name, &kept.raw)
                } else {
                    self.members.serialize_entry(name, &Written(value))
                }
            }
            (Field::Null, _) => self.members.serialize_entry(name, &()),
            // A field that had a value has none any more because someone took it away.
            (Field::Absent, Some(kept)) if kept.written.is_none() => {
                self.members.serialize_entry(name, &kept.raw)
            }
            (Field::Absent, _) => return,
        };
        if let Some(names) = &mut self.names {
            names.push(name);
        }
    }
}

/// Writes an object.
///
/// # Errors
/// Those of the serializer.
#[inline]
pub fn serialize<T: Object, S: Serializer>(object: &T, serializer: S) -> Result<S::Ok, S::Error> {
    let additional = object.additional();
    let mut writer = Writer {
        members: serializer.serialize_map(None)?,
        additional,
        names: additional.may_shadow().then(Vec::new),
        result: Ok(()),
    };
    // Services read the type of an object before its properties.
    if let Some(value) = additional.get("@odata.type") {
        writer.members.serialize_entry("@odata.type", value)?;
    }
    object.visit(object, &mut writer);
    writer.result?;
    for (name, value) in additional.unknown() {
        let name = &**name;
        let written = name == "@odata.type"
            || writer
                .names
                .as_ref()
                .is_some_and(|names| names.contains(&name));
        if !written {
            writer.members.serialize_entry(name, value)?;
        }
    }
    writer.members.end()
}

struct Comparison {
    equal: bool,
}

impl VisitMember for Comparison {
    #[inline]
    fn field<F: Slot>(&mut self, _: &'static str, field: &F, other: &F) {
        self.equal = self.equal && field == other;
    }
}

/// Whether two objects have the same members.
#[inline]
pub fn equal<T: Object>(object: &T, other: &T) -> bool {
    let mut comparison = Comparison {
        equal: object.additional() == other.additional(),
    };
    object.visit(other, &mut comparison);
    comparison.equal
}

struct Debugging<'a, 'f, 'w>(&'a mut fmt::DebugStruct<'f, 'w>);

impl VisitMember for Debugging<'_, '_, '_> {
    #[inline]
    fn field<F: Slot>(&mut self, name: &'static str, field: &F, _: &F) {
        match field.state() {
            Field::Value(value) => _ = self.0.field(name, value),
            Field::Null => _ = self.0.field(name, &Json::Null),
            Field::Absent => {}
        }
    }
}

/// Shows the members that are there, by their names on the wire: most objects have but a few of their type's.
///
/// # Errors
/// Those of the formatter.
pub fn debug<T: Object>(object: &T, name: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut shown = f.debug_struct(name);
    object.visit(object, &mut Debugging(&mut shown));
    let additional = object.additional();
    if !additional.is_empty() {
        shown.field("additional", additional);
    }
    shown.finish()
}

/// Implements [`Object`], reading, writing, comparing and showing for a struct, and gives it constants for the names of its
/// properties and relationships.
///
/// Each line is a field, its constant and its name on the wire; a type without properties or without relationships leaves them out. The struct has `Clone`, `Default` and the
/// field `additional: Additional`; a line may begin with `#[cfg(..)]` as its field does. The other fields are `Option<T>` or [`Field<T>`](crate::field::Field).
///
/// ```
/// use docbind_runtime::prelude::*;
///
/// #[derive(Clone, Default)]
/// pub struct MailFolder {
///     pub display_name: Option<String>,
///     pub parent: Option<Link<MailFolder>>,
///     pub additional: Additional,
/// }
/// object! {
///     MailFolder = "example.mail.mailFolder";
///     properties {
///         display_name DISPLAY_NAME = "displayName",
///     }
///     relationships {
///         parent PARENT = "parent",
///     }
/// }
///
/// let folder: MailFolder = serde_json::from_str(r#"{"displayName": "Inbox", "isHidden": null}"#).unwrap();
/// assert_eq!(folder.display_name.as_deref(), Some("Inbox"));
/// assert_eq!(serde_json::to_string(&folder).unwrap(), r#"{"displayName":"Inbox","isHidden":null}"#);
/// assert_eq!(format!("{:?}", MailFolder { display_name: Some("Inbox".into()), ..Default::default() }), r#"MailFolder { displayName: "Inbox" }"#);
/// assert_eq!(MailFolder::DISPLAY_NAME.name(), "displayName");
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! __object {
    (
        $name:ident = $type:literal;
        $(properties { $(
            $(#[$property_attribute:meta])* $property:ident $property_name:ident = $property_wire:literal
        ),* $(,)? })?
        $(relationships { $(
            $(#[$relationship_attribute:meta])* $relationship:ident $relationship_name:ident = $relationship_wire:literal
        ),* $(,)? })?
    ) => {
        impl $name {
            $($(
                $(#[$property_attribute])*
                #[doc = concat!("The property `", $property_wire, "`.")]
                pub const $property_name: $crate::prelude::Property<$name> = $crate::prelude::Property::new($property_wire);
            )*)?
            $($(
                $(#[$relationship_attribute])*
                #[doc = concat!("The relationship `", $relationship_wire, "`.")]
                pub const $relationship_name: $crate::prelude::Relationship<$name> = $crate::prelude::Relationship::new($relationship_wire);
            )*)?
        }

        impl $crate::prelude::Object for $name {
            const TYPE: &'static str = $type;

            #[inline]
            #[allow(clippy::match_single_binding)]
            fn read<R: $crate::prelude::ReadMember>(&mut self, name: &str, reader: &mut R) {
                match name {
                    $($($(#[$property_attribute])* $property_wire => reader.field($property_wire, &mut self.$property),)*)?
                    $($($(#[$relationship_attribute])* $relationship_wire => reader.field($relationship_wire, &mut self.$relationship),)*)?
                    _ => reader.unknown(),
                }
            }

            #[inline]
            #[allow(unused_variables)]
            fn visit<V: $crate::prelude::VisitMember>(&self, other: &Self, visitor: &mut V) {
                $($($(#[$property_attribute])* visitor.field($property_wire, &self.$property, &other.$property);)*)?
                $($($(#[$relationship_attribute])* visitor.field($relationship_wire, &self.$relationship, &other.$relationship);)*)?
            }

            #[inline]
            fn additional(&self) -> &$crate::prelude::Additional {
                &self.additional
            }

            #[inline]
            fn additional_mut(&mut self) -> &mut $crate::prelude::Additional {
                &mut self.additional
            }
        }

        impl PartialEq for $name {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                $crate::__private::equal(self, other)
            }
        }

        impl ::core::fmt::Debug for $name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::__private::debug(self, stringify!($name), f)
            }
        }

        impl $crate::__private::Serialize for $name {
            #[inline]
            fn serialize<S: $crate::__private::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $crate::__private::serialize(self, serializer)
            }
        }

        impl<'de> $crate::__private::Deserialize<'de> for $name {
            #[inline]
            fn deserialize<D: $crate::__private::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::__private::deserialize(deserializer)
            }
        }
    };
}
