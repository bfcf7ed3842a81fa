//! What an answer says beside its value, and what its body looks like.

use std::collections::BTreeMap;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::header::{CONTENT_TYPE, DATE, RETRY_AFTER};
use http::{HeaderMap, Response};
use serde_json::value::RawValue;

/// The media type of problem details (RFC 9457).
pub(crate) const PROBLEM: &str = "application/problem+json";

/// The body without the byte order mark that some services begin it with.
pub(crate) fn text(response: &Response<Bytes>) -> &[u8] {
    let body = response.body();
    body.strip_prefix("\u{feff}".as_bytes()).unwrap_or(body)
}

/// Whether the body is a page of HTML.
pub(crate) fn is_html(response: &Response<Bytes>) -> bool {
    let begin = text(response).trim_ascii_start();
    let begins = |with: &str| {
        begin
            .get(..with.len())
            .is_some_and(|begin| begin.eq_ignore_ascii_case(with.as_bytes()))
    };
    begins("<!doctype html") || begins("<html")
}

/// The members of a body that is a JSON object, as they came.
pub(crate) fn members(response: &Response<Bytes>) -> Option<BTreeMap<String, &RawValue>> {
    serde_json::from_slice(text(response)).ok()
}

/// The names of the members of the body, to say what came instead of what is missing.
pub(crate) fn names(response: &Response<Bytes>) -> String {
    /// How many names are told.
    const TOLD: usize = 8;
    let Some(members) = members(response) else {
        return "the answer is no object".to_owned();
    };
    let names: Vec<_> = members
        .keys()
        .take(TOLD)
        .map(|name| format!("`{}`", name.chars().take(40).collect::<String>()))
        .collect();
    match names.as_slice() {
        [] => "the answer is an empty object".to_owned(),
        names => format!("the answer has {}", names.join(", ")),
    }
}

/// The media type that headers name, in lower case and without parameters.
pub(crate) fn media_type(headers: &HeaderMap) -> Option<String> {
    let value = headers.get(CONTENT_TYPE)?.to_str().ok()?;
    let media_type = value.split(';').next().unwrap_or_default();
    Some(media_type.trim().to_ascii_lowercase())
}

pub(crate) fn is_json(media_type: &str) -> bool {
    matches!(media_type, "application/json" | "text/json") || media_type.ends_with("+json")
}

/// The wait that `Retry-After` asks for: seconds, or a moment, which is compared with the answer's `Date`.
pub(crate) fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let value = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if !value.is_empty() && value.bytes().all(|digit| digit.is_ascii_digit()) {
        // More digits than a number holds are a wait without end.
        return Some(Duration::from_secs(value.parse().unwrap_or(u64::MAX)));
    }
    let moment = httpdate::parse_http_date(value).ok()?;
    let now = headers.get(DATE).and_then(|date| date.to_str().ok());
    let now = now.and_then(|date| httpdate::parse_http_date(date).ok());
    let now = now.unwrap_or_else(SystemTime::now);
    Some(moment.duration_since(now).unwrap_or_default())
}
