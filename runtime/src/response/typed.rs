//! Objects, lists, plain JSON and nothing as answers.

use bytes::Bytes;
use http::{Response, StatusCode};

use super::reading::FromResponse;
use crate::error::Error;
use crate::object::Object;
use crate::page::{self, Page};
use crate::service::Service;
use crate::wire::{Json, Wire, from_text};
use crate::{answer, body};

impl<T: Object> FromResponse for T {
    /// An answer without content, which a service may give instead of the documented object, is an object
    /// without properties. An object that is alone in `value` is read from there, unless the type has a property of this name.
    fn from_response(response: &Response<Bytes>, service: &'static Service) -> Result<Self, Error> {
        if response.status() == StatusCode::NO_CONTENT && response.body().is_empty() {
            return Ok(T::default());
        }
        let found: Option<T> = body::json(response, service)?.value();
        let wrapped = found
            .as_ref()
            .and_then(|object| object.additional().get("value"))
            .and_then(|_| alone_in_value(response));
        let (place, found) = match wrapped {
            Some(text) => (" in `value`", from_text(text).value()),
            None => ("", found),
        };
        found.ok_or_else(|| {
            Error::unexpected(
                response,
                format_args!("expected an object of the type {}{place}", T::TYPE),
            )
        })
    }
}

/// What an answer has in `value` if it has nothing else but annotations.
fn alone_in_value(response: &Response<Bytes>) -> Option<&str> {
    let members = answer::members(response)?;
    let alone = members
        .keys()
        .all(|name| name == "value" || name.contains('@'));
    members.get("value").filter(|_| alone).map(|raw| raw.get())
}

impl FromResponse for Json {
    fn from_response(response: &Response<Bytes>, service: &'static Service) -> Result<Self, Error> {
        if response.body().is_empty() {
            return Ok(Json::Null);
        }
        body::is_no_error(response, service)?;
        serde_json::from_slice(answer::text(response))
            .map_err(|error| body::not_json(response, &error))
    }
}

impl FromResponse for () {
    fn from_response(response: &Response<Bytes>, service: &'static Service) -> Result<Self, Error> {
        body::is_no_error(response, service)?;
        body::is_no_html(response)
    }
}

impl<T: Wire> FromResponse for Page<T> {
    fn from_response(response: &Response<Bytes>, service: &'static Service) -> Result<Self, Error> {
        page::read(response, service)
    }
}
