//! Reading of a page in the form that the service states.

use std::borrow::Cow;
use std::fmt;

use bytes::Bytes;
use http::Response;
use serde_core::de::{Deserializer as _, Error as _, MapAccess, Visitor};
use serde_json::error::Category;

use super::Page;
use crate::additional::Additional;
use crate::error::Error;
use crate::field::{Kept, Slot};

use crate::raw::{Name, Raw, TextSeed};
use crate::service::{ListForm, NextPage, Service};
use crate::wire::{Json, Seed, Wire};
use crate::{answer, body, web_link};

/// Reads a page in the form of the service.
pub(crate) fn read<T: Wire>(
    response: &Response<Bytes>,
    service: &'static Service,
) -> Result<Page<T>, Error> {
    let form = &service.lists;
    let mut parts = Parts::default();
    match form.items {
        None => {
            let kept = Slot::take(&mut parts.items, body::json(response, service)?);
            parts.keep("", kept);
        }
        Some(items) => {
            body::is_no_error(response, service)?;
            let places = places(form);
            let members = Members {
                parts: &mut parts,
                places: places.iter().map(|place| (place, &*place.path)).collect(),
                above: "",
            };
            let mut deserializer = serde_json::Deserializer::from_slice(answer::text(response));
            let read = deserializer.deserialize_map(members);
            read.and_then(|()| deserializer.end())
                .map_err(|error| match error.classify() {
                    Category::Data => Error::unexpected(
                        response,
                        format_args!("expected an object with the list `{items}`"),
                    ),
                    _ => body::not_json(response, &error),
                })?;
        }
    }
    parts.finish(response, form)
}

/// What a member of a page says.
#[derive(Clone, Copy)]
enum Part {
    Items,
    NextLink,
    NextCursor,
    DeltaLink,
    Count,
}

/// Where a part is.
struct Place {
    part: Part,
    /// As the form writes it.
    name: &'static str,
    path: Vec<Cow<'static, str>>,
}

/// The parts that the form has a member for.
fn places(form: &ListForm) -> Vec<Place> {
    let next = match form.next {
        Some(NextPage::Link(member)) => Some((Part::NextLink, member)),
        Some(NextPage::Cursor { member, .. }) => Some((Part::NextCursor, member)),
        Some(NextPage::LinkHeader | NextPage::Number { .. }) | None => None,
    };
    let members = [
        form.items.map(|member| (Part::Items, member)),
        next,
        form.delta.map(|member| (Part::DeltaLink, member)),
        form.count.map(|member| (Part::Count, member)),
    ];
    let place = |(part, name): (Part, &'static str)| Place {
        part,
        name,
        path: path(name),
    };
    members.into_iter().flatten().map(place).collect()
}

/// The names on the way to a member: a JSON Pointer begins with a slash, and all else is the name of a member.
fn path(name: &'static str) -> Vec<Cow<'static, str>> {
    match name.strip_prefix('/') {
        None => vec![name.into()],
        Some(pointer) => pointer
            .split('/')
            .map(|name| match name.contains('~') {
                true => name.replace("~1", "/").replace("~0", "~").into(),
                false => name.into(),
            })
            .collect(),
    }
}

/// A page while it is read.
struct Parts<T> {
    items: Option<Vec<T>>,
    next_link: Option<String>,
    next_cursor: Option<Json>,
    delta_link: Option<String>,
    count: Option<i64>,
    additional: Additional,
}

impl<T> Default for Parts<T> {
    fn default() -> Self {
        Self {
            items: None,
            next_link: None,
            next_cursor: None,
            delta_link: None,
            count: None,
            additional: Additional::new(),
        }
    }
}

impl<T: Wire> Parts<T> {
    fn keep(&mut self, name: &'static str, kept: Option<Kept>) {
        self.additional.forget(name);
        if let Some(kept) = kept {
            self.additional.keep(name, kept);
        }
    }

    /// Reads the value that comes next as this part.
    fn read<'de, A: MapAccess<'de>>(
        &mut self,
        place: &Place,
        members: &mut A,
    ) -> Result<(), A::Error> {
        let kept = match place.part {
            Part::Items => Slot::take(&mut self.items, members.next_value_seed(Seed::new())?),
            Part::NextLink => {
                Slot::take(&mut self.next_link, members.next_value_seed(Seed::new())?)
            }
            Part::NextCursor => {
                Slot::take(&mut self.next_cursor, members.next_value_seed(Seed::new())?)
            }
            Part::DeltaLink => {
                Slot::take(&mut self.delta_link, members.next_value_seed(Seed::new())?)
            }
            Part::Count => Slot::take(&mut self.count, members.next_value_seed(Seed::new())?),
        };
        self.keep(place.name, kept);
        Ok(())
    }

    fn finish(
        mut self,
        response: &Response<Bytes>,
        form: &'static ListForm,
    ) -> Result<Page<T>, Error> {
        let Some(value) = self.items else {
            return Err(no_list(response, form, &self.additional));
        };
        self.additional.settle();
        if let Some(NextPage::LinkHeader) = form.next {
            self.next_link = web_link::target(response.headers(), "next");
        }
        Ok(Page {
            value,
            next_link: self.next_link.filter(|link| !link.is_empty()),
            next_cursor: self.next_cursor.as_ref().and_then(cursor),
            delta_link: self.delta_link,
            count: self.count,
            additional: self.additional,
        })
    }
}

/// Why there is no list in an answer that should have one.
fn no_list(response: &Response<Bytes>, form: &ListForm, additional: &Additional) -> Error {
    let Some(items) = form.items else {
        return Error::unexpected(response, "expected an array of the documented type");
    };
    let reason = match additional.mismatch(items) {
        Some(Json::Null) => format!("the list `{items}` is null"),
        Some(_) => format!("`{items}` is not a list of the documented type"),
        None => format!("the list `{items}` is missing: {}", answer::names(response)),
    };
    Error::unexpected(response, reason)
}

/// What a cursor says: services end lists with `null`, an empty text, `false` or 0.
fn cursor(json: &Json) -> Option<String> {
    match json {
        Json::String(text) if !text.is_empty() => Some(text.clone()),
        Json::Number(number) if number.as_u64() != Some(0) => Some(number.to_string()),
        _ => None,
    }
}

/// Reads the members of an object that are on the way to the parts.
struct Members<'p, T> {
    parts: &'p mut Parts<T>,
    /// With what is left of the way to each.
    places: Vec<(&'p Place, &'p [Cow<'static, str>])>,
    /// The way to here, with a slash at its end.
    above: &'p str,
}

impl<'de, T: Wire> Visitor<'de> for Members<'_, T> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with the items of a list")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        while let Some(name) = members.next_key_seed(Name)? {
            let here = |(_, way): &&(&Place, &[Cow<'static, str>])| match way {
                [last] => **last == *name,
                _ => false,
            };
            if let Some((place, _)) = self.places.iter().find(here) {
                self.parts.read(place, &mut members)?;
                continue;
            }
            let text = members.next_value_seed(TextSeed)?;
            let below = self.places.iter().filter_map(|(place, way)| {
                let (first, rest) = way.split_first()?;
                (**first == *name).then_some((*place, rest))
            });
            let below: Vec<_> = below.collect();
            if below.is_empty() || !text.starts_with('{') {
                let name = format!("{}{name}", self.above);
                self.parts
                    .additional
                    .push(name.into(), Raw::from_text(&text));
                continue;
            }
            let members = Members {
                parts: &mut *self.parts,
                places: below,
                above: &format!("{}{name}/", self.above),
            };
            serde_json::Deserializer::from_str(&text)
                .deserialize_map(members)
                .map_err(A::Error::custom)?;
        }
        Ok(())
    }
}
