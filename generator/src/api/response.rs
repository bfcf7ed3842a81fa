//! What an operation answers with: a type of the runtime, a model, or an enumeration by status.

use crate::api::lowering::Lowering;
use crate::api::name_allocator::NameAllocator;
use crate::api::path::ItemPath;
use crate::api::value::{Element, ValueType};
use crate::model::{Operation, Response, ResponseBody};
use std::fmt;

/// What an operation answers with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ResponseItem<'m> {
    /// One type, whatever the status.
    Always(ResponseType<'m>),
    /// An enumeration with an arm for each status.
    ByStatus {
        /// `v1_0::ticket::UpsertResponse`.
        path: ItemPath,
        /// In the order of the page.
        arms: Vec<ResponseArm<'m>>,
    },
}

/// The answer with one status.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResponseArm<'m> {
    /// 201.
    pub status: u16,
    /// `Created`.
    pub name: String,
    /// What it holds.
    pub ty: ResponseType<'m>,
}

/// The type of one answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResponseType<'m> {
    /// `()`.
    Nothing,
    /// The service goes on working: `Accepted`.
    Accepted,
    /// Bytes, or where they are: `Content`.
    Content,
    /// A page of a list: `Page<Message>`.
    Page(Element<'m>),
    /// An object, or any JSON.
    Value(ValueType<'m>),
    /// A value inside `{"value": ..}`: `Scalar<String>`.
    Scalar(ValueType<'m>),
}

impl fmt::Display for ResponseType<'_> {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Nothing => f.write_str("()"),
            Self::Accepted => f.write_str("Accepted"),
            Self::Content => f.write_str("Content"),
            Self::Page(item) => write!(f, "Page<{item}>"),
            Self::Value(ty) => write!(f, "{ty}"),
            Self::Scalar(ty) => write!(f, "Scalar<{ty}>"),
        }
    }
}

impl<'m> ResponseItem<'m> {
    /// Decides what the operation `name` of a module answers with.
    pub(super) fn new(
        operation: &'m Operation,
        name: &str,
        module: &[String],
        names: &mut NameAllocator,
        lowering: &Lowering<'m>,
    ) -> Self {
        let types: Vec<(u16, ResponseType)> = operation
            .responses
            .iter()
            .map(|response| (response.status, ResponseType::of(response, lowering)))
            .collect();
        let Some(&(_, first)) = types.first() else {
            return Self::Always(ResponseType::Nothing);
        };
        if types.iter().all(|&(_, ty)| ty == first) {
            return Self::Always(first);
        }
        let mut arms = NameAllocator::default();
        let arm = |(status, ty)| ResponseArm {
            status,
            name: arms.claim(status_word(status)),
            ty,
        };
        Self::ByStatus {
            path: ItemPath::new(
                &lowering.module,
                module,
                &names.claim(format!("{name}Response")),
            ),
            arms: types.into_iter().map(arm).collect(),
        }
    }
}

impl<'m> ResponseItem<'m> {
    /// The types that it uses, to change them.
    pub(super) fn elements(&mut self) -> impl Iterator<Item = &mut Element<'m>> {
        let types: Vec<&mut ResponseType> = match self {
            Self::Always(ty) => vec![ty],
            Self::ByStatus { arms, .. } => arms.iter_mut().map(|arm| &mut arm.ty).collect(),
        };
        types.into_iter().filter_map(|ty| match ty {
            ResponseType::Page(element) => Some(element),
            ResponseType::Value(ty) | ResponseType::Scalar(ty) => Some(&mut ty.element),
            ResponseType::Nothing | ResponseType::Accepted | ResponseType::Content => None,
        })
    }
}

impl<'m> ResponseType<'m> {
    fn of(response: &'m Response, lowering: &Lowering<'m>) -> Self {
        match &response.body {
            ResponseBody::None if response.status == 202 => Self::Accepted,
            ResponseBody::None if is_redirect(response.status) => Self::Content,
            ResponseBody::None => Self::Nothing,
            ResponseBody::Bytes => Self::Content,
            ResponseBody::Page { item, .. } => Self::Page(Element::of(item, &lowering.places)),
            ResponseBody::Value { ty } => {
                let value = ValueType::of(ty, &lowering.places);
                let is_object = lowering.structure(&ty.target).is_some();
                if value == ValueType::JSON || (is_object && !ty.collection) {
                    Self::Value(value)
                } else {
                    Self::Scalar(value)
                }
            }
        }
    }
}

/// The content is not in the answer but where it points to.
fn is_redirect(status: u16) -> bool {
    matches!(status, 301 | 302 | 303 | 307 | 308)
}

fn status_word(status: u16) -> String {
    match status {
        200 => "Ok".to_owned(),
        201 => "Created".to_owned(),
        202 => "Accepted".to_owned(),
        204 => "NoContent".to_owned(),
        206 => "PartialContent".to_owned(),
        207 => "MultiStatus".to_owned(),
        302 => "Found".to_owned(),
        304 => "NotModified".to_owned(),
        other => format!("Status{other}"),
    }
}
