//! The answers in the body of an answered batch.

use std::collections::BTreeMap;

use bytes::Bytes;
use http::header::{HeaderName, HeaderValue};
use http::{HeaderMap, Response, StatusCode};
use serde_json::value::RawValue;

use super::item::index_of;
use crate::error::Error;
use crate::response::{self, FromResponse};
use crate::scalar::Binary;
use crate::service::Service;
use crate::wire::Json;
use crate::{answer, body};

/// One operation's answer, as if it had been sent alone.
#[derive(Clone)]
pub(super) struct Answer {
    pub(super) response: Response<Bytes>,
    /// Why it is no answer.
    flaw: Option<&'static str>,
}

/// The answers in the list `responses`, each with the place of its operation. What names no operation is none.
pub(super) fn list(text: &str) -> Option<Vec<(usize, Answer)>> {
    let answers: Vec<&RawValue> = serde_json::from_str(text).ok()?;
    Some(answers.into_iter().filter_map(read).collect())
}

fn read(answer: &RawValue) -> Option<(usize, Answer)> {
    let answer: BTreeMap<String, &RawValue> = serde_json::from_str(answer.get()).ok()?;
    let member =
        |name: &str| -> Option<Json> { serde_json::from_str(answer.get(name)?.get()).ok() };
    let index = index_of(&member("id")?)?;
    let status = member("status").and_then(|status| status_of(&status));
    let Some(status) = status else {
        let mut flawed = Answer::of_status(StatusCode::OK);
        flawed.flaw = Some("the operation's answer in the batch has no status");
        return Some((index, flawed));
    };
    let mut read = Answer::of_status(status);
    if let Some(Json::Object(headers)) = member("headers") {
        for (name, value) in headers {
            let value = match value {
                Json::String(text) => text,
                Json::Number(number) => number.to_string(),
                _ => continue,
            };
            let name = HeaderName::from_bytes(name.as_bytes());
            if let (Ok(name), Ok(value)) = (name, HeaderValue::from_str(&value)) {
                read.response.headers_mut().insert(name, value);
            }
        }
    }
    let body = answer.get("body").map(|raw| raw.get());
    *read.response.body_mut() = bytes(body, status, read.response.headers());
    Some((index, read))
}

fn status_of(status: &Json) -> Option<StatusCode> {
    let number = match status {
        Json::String(text) => text.trim().parse().ok()?,
        status => u16::try_from(status.as_u64()?).ok()?,
    };
    StatusCode::from_u16(number).ok()
}

/// The body as bytes. JSON stands in the batch as it is, text as a string, and all else in base64.
fn bytes(body: Option<&str>, status: StatusCode, headers: &HeaderMap) -> Bytes {
    let media_type = answer::media_type(headers);
    let is = |known: fn(&str) -> bool| media_type.as_deref().is_some_and(known);
    let is_value = status != StatusCode::NO_CONTENT && is(answer::is_json);
    let Some(body) = body.filter(|body| *body != "null" || is_value) else {
        return Bytes::new();
    };
    match serde_json::from_str(body) {
        Ok(Json::String(text)) if !is(answer::is_json) => {
            let is_text = media_type.is_none() || is(|media_type| media_type.starts_with("text/"));
            match Binary::from(text.as_str()).to_bytes() {
                Ok(bytes) if !is_text => bytes.into(),
                _ => text.into(),
            }
        }
        _ => body.to_owned().into(),
    }
}

impl Answer {
    pub(super) fn of_status(status: StatusCode) -> Self {
        let mut response = Response::new(Bytes::new());
        *response.status_mut() = status;
        Self {
            response,
            flaw: None,
        }
    }

    /// What is known once the service has answered the same operation another time.
    pub(super) fn again(mut self, other: Self) -> Self {
        let (this, that) = (&self.response, &other.response);
        let same = this.status() == that.status() && this.body() == that.body();
        if !same || self.flaw != other.flaw {
            self.flaw = Some("the batch has several answers to this operation, and they differ");
        }
        self
    }

    pub(super) fn read<R: FromResponse>(&self, service: &'static Service) -> Result<R, Error> {
        match self.flaw {
            Some(flaw) => Err(Error::unexpected(&self.response, flaw)),
            None => response::read(&self.response, service),
        }
    }

    /// Whether what depends on the operation can be run.
    pub(super) fn succeeded(&self, service: &Service) -> bool {
        self.flaw.is_none()
            && self.response.status().as_u16() < 400
            && body::is_no_error(&self.response, service).is_ok()
    }
}
