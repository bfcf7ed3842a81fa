//! Requests and answers in the types of `azure_core`, and back.

use azure_core::http::headers::Headers;
use azure_core::http::{Method, StatusCode as Status, Url};
use bytes::Bytes;
use http::header::{HeaderName, HeaderValue, LOCATION};
use http::{HeaderMap, Request, Response, StatusCode};

use crate::error::{Error, InvalidRequest};

pub(super) fn request(
    url: Url,
    request: Request<Bytes>,
) -> Result<azure_core::http::Request, Error> {
    let (parts, body) = request.into_parts();
    let mut sent = azure_core::http::Request::new(url, method(&parts.method)?);
    for name in parts.headers.keys() {
        let values: Result<Vec<&str>, _> = parts
            .headers
            .get_all(name)
            .iter()
            .map(HeaderValue::to_str)
            .collect();
        let values = values.map_err(|_| InvalidRequest::Header(name.as_str().into()))?;
        sent.insert_header(name.as_str().to_owned(), values.join(", "));
    }
    sent.set_body(body);
    Ok(sent)
}

fn method(method: &http::Method) -> Result<Method, InvalidRequest> {
    match method.as_str() {
        "GET" => Ok(Method::Get),
        "POST" => Ok(Method::Post),
        "PATCH" => Ok(Method::Patch),
        "PUT" => Ok(Method::Put),
        "DELETE" => Ok(Method::Delete),
        "HEAD" => Ok(Method::Head),
        other => Err(InvalidRequest::Method(other.into())),
    }
}

/// Status and headers of an answer whose body is yet to come.
pub(super) fn head(status: Status, headers: &Headers) -> Result<Response<()>, Error> {
    let mut head = Response::new(());
    *head.status_mut() =
        StatusCode::from_u16(u16::from(status)).map_err(|error| Error::Transport(error.into()))?;
    *head.headers_mut() = known(headers);
    Ok(head)
}

fn known(headers: &Headers) -> HeaderMap {
    let name = |name: &str| HeaderName::from_bytes(name.as_bytes()).ok();
    let value = |value: &str| HeaderValue::from_str(value).ok();
    headers
        .iter()
        .filter_map(|(key, text)| Some((name(key.as_str())?, value(text.as_str())?)))
        .collect()
}

/// Makes relative locations whole: they are relative to the request, which who reads the answer may not know.
pub(super) fn resolve_locations(headers: &mut HeaderMap, url: &Url) {
    for name in [LOCATION, HeaderName::from_static("operation-location")] {
        let Some(link) = headers.get(&name).and_then(|link| link.to_str().ok()) else {
            continue;
        };
        if link.trim().is_empty() || Url::parse(link).is_ok() {
            continue;
        }
        let whole = url.join(link).map(|whole| whole.to_string());
        if let Some(whole) = whole.ok().and_then(|whole| whole.try_into().ok()) {
            headers.insert(name, whole);
        }
    }
}
