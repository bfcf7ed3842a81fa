//! An operation as it stands in the body of a batch.

use std::fmt::Write as _;

use bytes::Bytes;
use http::{HeaderMap, Method, Request};
use serde_json::value::RawValue;
use serde_json::{Map, json};

use crate::answer;
use crate::error::{Error, InvalidRequest};
use crate::redact;
use crate::scalar::Binary;
use crate::wire::Json;

/// The methods that requests of a batch have.
const METHODS: [Method; 6] = [
    Method::GET,
    Method::POST,
    Method::PATCH,
    Method::PUT,
    Method::DELETE,
    Method::HEAD,
];

/// An operation before it is sent.
#[derive(Clone)]
pub(super) struct Item {
    /// The members of the request but `body` and `dependsOn`.
    head: Map<String, Json>,
    /// As text, so that numbers keep their digits.
    body: Option<Box<RawValue>>,
    pub(super) after: Vec<usize>,
}

impl Item {
    /// Refuses what is refused alone: a batch that dropped a header would run the operation without its condition.
    pub(super) fn new(
        index: usize,
        request: &Request<Bytes>,
        after: Vec<usize>,
    ) -> Result<Self, Error> {
        let uri = request.uri();
        if uri.authority().is_some() {
            let link = redact::link(&uri.to_string());
            return Err(InvalidRequest::AbsoluteInBatch(link.into()).into());
        }
        if !METHODS.contains(request.method()) {
            return Err(InvalidRequest::Method(request.method().as_str().into()).into());
        }
        let mut head = Map::new();
        head.insert("id".into(), name(index).into());
        head.insert("method".into(), request.method().as_str().into());
        head.insert("url".into(), uri.to_string().into());
        let headers = headers(request.headers())?;
        if !headers.is_empty() {
            head.insert("headers".into(), headers.into());
        }
        let body = body_of(request)?;
        Ok(Self { head, body, after })
    }

    /// The request, with the dependencies that the service has to know: those in the same request, which begins with `start`.
    pub(super) fn text(&self, start: usize) -> String {
        let mut head = self.head.clone();
        let after = self.after.iter().filter(|&&index| index >= start);
        let after: Vec<Json> = after.map(|&index| name(index).into()).collect();
        if !after.is_empty() {
            head.insert("dependsOn".into(), after.into());
        }
        let mut text = Json::Object(head).to_string();
        if let Some(body) = &self.body {
            text.truncate(text.len() - 1);
            // Writing to a string does not fail.
            let _ = write!(text, ",\"body\":{}}}", body.get());
        }
        text
    }
}

/// The id of an operation, and back.
fn name(index: usize) -> String {
    (index + 1).to_string()
}

pub(super) fn index_of(id: &Json) -> Option<usize> {
    let number = match id {
        Json::String(text) => text.trim().parse().ok()?,
        Json::Number(number) => usize::try_from(number.as_u64()?).ok()?,
        _ => return None,
    };
    usize::checked_sub(number, 1)
}

fn headers(headers: &HeaderMap) -> Result<Map<String, Json>, InvalidRequest> {
    let mut written: Map<String, Json> = Map::new();
    for (name, value) in headers {
        let refused = |_| InvalidRequest::Header(name.as_str().into());
        let value = value.to_str().map_err(refused)?;
        let joined = match written.get(name.as_str()).and_then(Json::as_str) {
            Some(before) => format!("{before}, {value}"),
            None => value.to_owned(),
        };
        written.insert(name.as_str().to_owned(), joined.into());
    }
    Ok(written)
}

/// JSON as it is, and all else in base64.
fn body_of(request: &Request<Bytes>) -> Result<Option<Box<RawValue>>, InvalidRequest> {
    let bytes = request.body();
    if bytes.is_empty() {
        return Ok(None);
    }
    let refused = |error: serde_json::Error| InvalidRequest::Body(error.to_string().into());
    let media_type = answer::media_type(request.headers());
    if media_type.is_some_and(|media_type| answer::is_json(&media_type)) {
        return serde_json::from_slice(bytes).map(Some).map_err(refused);
    }
    let text = json!(Binary::from_bytes(bytes).as_str()).to_string();
    RawValue::from_string(text).map(Some).map_err(refused)
}
