//! The body of an answer, before it is read as a type.

use bytes::Bytes;
use http::Response;
use serde_core::de::DeserializeSeed;

use crate::answer::{PROBLEM, is_html, is_json, media_type, text};
use crate::error::Error;
use crate::service::{ErrorForm, Service};
use crate::wire::{Found, Json, Seed, Wire};

/// The body as JSON. An error that came as a success is the service's error.
pub(crate) fn json<T: Wire>(
    response: &Response<Bytes>,
    service: &Service,
) -> Result<Found<T>, Error> {
    is_no_error(response, service)?;
    read(response).map_err(|error| not_json(response, &error))
}

fn read<T: Wire>(response: &Response<Bytes>) -> Result<Found<T>, serde_json::Error> {
    let mut deserializer = serde_json::Deserializer::from_slice(text(response));
    let found = Seed::new().deserialize(&mut deserializer)?;
    deserializer.end()?;
    Ok(found)
}

/// Why a body that should be JSON cannot be read.
pub(crate) fn not_json(response: &Response<Bytes>, error: &serde_json::Error) -> Error {
    if text(response).trim_ascii().is_empty() {
        return Error::unexpected(response, "expected JSON, and the body is empty");
    }
    let media_type = media_type(response.headers());
    let came = match &media_type {
        _ if is_html(response) => "the body is a page of HTML: ",
        Some(media_type) if !is_json(media_type) => "the body is not said to be JSON: ",
        _ => "",
    };
    Error::unexpected(response, format_args!("expected JSON: {came}{error}"))
}

/// Refuses an answer that reports an error although its status is one of success: it is one of problem details, or its only member is
/// an error, or says one as those who hand out tokens do.
pub(crate) fn is_no_error(response: &Response<Bytes>, service: &Service) -> Result<(), Error> {
    if media_type(response.headers()).as_deref() == Some(PROBLEM) {
        return Err(Error::reported(response, service));
    }
    let name = match service.errors {
        ErrorForm::Member(name) => name,
        ErrorForm::ProblemDetails | ErrorForm::Pointers { .. } => "error",
    };
    let names = [name.to_owned(), format!("odata.{name}")];
    let begin = text(response).trim_ascii_start().strip_prefix(b"{");
    let begin = begin.map(<[u8]>::trim_ascii_start).unwrap_or_default();
    let begins = |name: &String| {
        let rest = begin.strip_prefix(b"\"");
        let rest = rest.and_then(|rest| rest.strip_prefix(name.as_bytes()));
        rest.is_some_and(|rest| rest.starts_with(b"\""))
    };
    if !names.iter().any(begins) {
        return Ok(());
    }
    let Ok(Json::Object(body)) = serde_json::from_slice(text(response)) else {
        return Ok(());
    };
    let error = names.iter().find_map(|name| body.get(name));
    let reported = match error {
        Some(Json::Object(error)) => {
            body.len() == 1 && (error.contains_key("code") || error.contains_key("message"))
        }
        Some(Json::String(_)) => body.contains_key("error_description"),
        _ => false,
    };
    if reported {
        Err(Error::reported(response, service))
    } else {
        Ok(())
    }
}

/// Refuses a page of HTML, with which gateways and portals answer in the place of a service.
pub(crate) fn is_no_html(response: &Response<Bytes>) -> Result<(), Error> {
    if is_html(response) {
        Err(Error::unexpected(
            response,
            "the body is a page of HTML, which is not what the operation answers with",
        ))
    } else {
        Ok(())
    }
}
