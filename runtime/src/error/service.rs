//! Errors that services report.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, Response, StatusCode};

use crate::answer::{self, retry_after};
use crate::redact::{self, Escaped};
use crate::service::{ErrorForm, Service};
use crate::wire::Json;

/// How often a request was sent until its answer was taken for the last word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Attempts {
    /// How often the service was asked.
    pub count: u32,
    /// How long that took, with the waits in between.
    pub elapsed: Duration,
    /// The longest that the client waits in all, if that is why it did not ask again.
    pub bound: Option<Duration>,
}

impl fmt::Display for Attempts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let times = if self.count == 1 { "time" } else { "times" };
        let elapsed = self.elapsed.as_secs_f64();
        write!(f, "asked {} {times} in {elapsed:.1} s", self.count)?;
        match self.bound {
            Some(bound) => write!(
                f,
                ", and not again: that would take longer than max_wait, {} s",
                bound.as_secs_f64()
            ),
            None => Ok(()),
        }
    }
}

/// An error that the service reports.
#[derive(Clone)]
#[non_exhaustive]
pub struct ServiceError {
    /// The status of the answer.
    pub status: StatusCode,
    /// What kind of error it is, such as `ErrorItemNotFound`.
    pub code: Option<String>,
    /// What happened, for people.
    pub message: Option<String>,
    /// The codes of the inner errors, the most specific last.
    pub inner_codes: Vec<String>,
    /// The id of the request, for the service's support.
    pub request_id: Option<String>,
    /// How long to wait before the next attempt.
    pub retry_after: Option<Duration>,
    /// How often the client asked, and for how long, before it gave up.
    pub attempts: Option<Attempts>,
    /// The headers of the answer.
    pub headers: HeaderMap,
    /// The body of the answer as it came.
    pub body: Bytes,
}

impl ServiceError {
    /// Reads what an answer with an error status says.
    #[must_use]
    pub fn from_response(response: &Response<Bytes>, service: &Service) -> Self {
        let body = serde_json::from_slice(answer::text(response)).unwrap_or(Json::Null);
        let reported = Reported::of(response, &body, service.errors);
        let header = |name: &str| {
            response
                .headers()
                .get(name)
                .and_then(|value| value.to_str().ok())
                .map(str::to_owned)
        };
        Self {
            status: response.status(),
            code: reported.code,
            message: reported.message,
            inner_codes: reported
                .inner
                .iter()
                .filter_map(|inner| text(inner, "code"))
                .collect(),
            request_id: header(service.request_id).or_else(|| {
                let mut inner = reported.inner.iter();
                inner.find_map(|inner| text(inner, service.request_id))
            }),
            retry_after: retry_after(response.headers()),
            attempts: response.extensions().get().copied(),
            headers: response.headers().clone(),
            body: response.body().clone(),
        }
    }
}

/// What a body says of an error.
struct Reported<'b> {
    code: Option<String>,
    message: Option<String>,
    inner: Vec<&'b Json>,
}

impl<'b> Reported<'b> {
    /// In the form of the service. Where nothing is said in this form, somebody before the service may have answered: in the form
    /// that the media type names, or in those of OData and of who hands out tokens.
    fn of(response: &Response<Bytes>, body: &'b Json, form: ErrorForm) -> Self {
        let media_type = answer::media_type(response.headers());
        let problem = media_type.filter(|media_type| media_type == answer::PROBLEM);
        let others = [
            problem.map(|_| ErrorForm::ProblemDetails),
            Some(ErrorForm::ODATA),
        ];
        let mut others = others
            .into_iter()
            .flatten()
            .map(|form| Self::read(body, form));
        let reported = Self::read(body, form);
        if reported.says_something() {
            return reported;
        }
        others.find(Self::says_something).unwrap_or(reported)
    }

    fn says_something(&self) -> bool {
        self.code.is_some() || self.message.is_some()
    }

    fn read(body: &'b Json, form: ErrorForm) -> Self {
        match form {
            ErrorForm::Member(name) => Self::in_member(body, name),
            ErrorForm::ProblemDetails => Self {
                code: text(body, "type").filter(|kind| kind != "about:blank"),
                message: text(body, "detail").or_else(|| text(body, "title")),
                inner: Vec::new(),
            },
            ErrorForm::Pointers { code, message } => {
                let at = |pointer: Option<&str>| said(body.pointer(pointer?)?);
                Self {
                    code: at(code),
                    message: at(message),
                    inner: Vec::new(),
                }
            }
        }
    }

    fn in_member(body: &'b Json, name: &str) -> Self {
        let annotated = format!("odata.{name}");
        let member = body.get(name).or_else(|| body.get(&annotated));
        let error = member.unwrap_or(body);
        let description = member.and_then(|_| text(body, "error_description"));
        Self {
            // Where a token is refused, `error` is the code itself.
            code: text(error, "code").or_else(|| said(error)),
            message: text(error, "message").or(description),
            inner: inner_errors(error),
        }
    }
}

/// What a member says, as text. Codes may be numbers, and messages objects with the text and its language.
fn text(object: &Json, name: &str) -> Option<String> {
    let value = object.get(name)?;
    said(value.get("value").unwrap_or(value))
}

fn said(value: &Json) -> Option<String> {
    match value {
        Json::String(text) if !text.trim().is_empty() => Some(text.clone()),
        Json::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// The chain of inner errors, whose name the services spell in two ways.
fn inner_errors(error: &Json) -> Vec<&Json> {
    let mut chain = Vec::new();
    let mut current = error;
    while let Some(inner) = current
        .get("innerError")
        .or_else(|| current.get("innererror"))
    {
        chain.push(inner);
        current = inner;
    }
    chain
}

impl fmt::Display for ServiceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.status.as_u16())?;
        match (&self.code, self.status.canonical_reason()) {
            (Some(code), _) => write!(f, " {}", redact::text(code))?,
            (None, Some(reason)) => write!(f, " {reason}")?,
            (None, None) => {}
        }
        if let Some(message) = &self.message {
            write!(f, ": {}", redact::text(message))?;
        }
        for code in &self.inner_codes {
            write!(f, " ({})", redact::text(code))?;
        }
        if let Some(wait) = self.retry_after {
            write!(f, " [retry after {} s]", wait.as_secs())?;
        }
        let repeated = |attempts: &&Attempts| attempts.count > 1 || attempts.bound.is_some();
        if let Some(attempts) = self.attempts.as_ref().filter(repeated) {
            write!(f, " [{attempts}]")?;
        }
        if let Some(id) = &self.request_id {
            write!(f, " [request-id {}]", Escaped(id))?;
        }
        Ok(())
    }
}

/// Without headers and body, which may hold links that let everyone in.
impl fmt::Debug for ServiceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ServiceError")
            .field("text", &format_args!("{self}"))
            .field("body", &format_args!("{} bytes", self.body.len()))
            .finish_non_exhaustive()
    }
}

impl std::error::Error for ServiceError {}

#[cfg(test)]
mod tests {
    use super::ServiceError;
    use crate::service::{ErrorForm, Service};
    use crate::wire::Json;
    use bytes::Bytes;
    use http::Response;

    static SERVICE: Service = Service::new("shop v2").request_id("request-id");

    #[test]
    fn an_error_says_what_is_needed_to_act_on_it() {
        let body = r#"{"error": {"code": "TooManyRequests", "message": "Slow down", "innerError":
            {"code": "mailboxLimit", "request-id": "from-body", "innererror": {"code": "concurrency"}}}}"#;
        let response = Response::builder()
            .status(429)
            .header("Retry-After", "7")
            .body(Bytes::from(body))
            .unwrap();
        let error = ServiceError::from_response(&response, &SERVICE);
        assert_eq!(
            error.to_string(),
            "429 TooManyRequests: Slow down (mailboxLimit) (concurrency) [retry after 7 s] [request-id from-body]"
        );
        assert_eq!(error.body, body);
    }

    fn shown(status: u16, body: &str) -> String {
        let response = Response::builder().status(status);
        let response = response.body(Bytes::from(body.to_owned())).unwrap();
        ServiceError::from_response(&response, &SERVICE).to_string()
    }

    #[test]
    fn errors_come_in_several_forms() {
        for (body, expected) in [
            (
                r#"{"error":{"code":"","message":{"value":"m"}}}"#,
                "403 Forbidden: m",
            ),
            (
                r#"{"error":{"code":null,"message":{"lang":"en","value":"m"}}}"#,
                "403 Forbidden: m",
            ),
            (
                r#"{"odata.error":{"code":"c","message":{"lang":"en","value":"m"}}}"#,
                "403 c: m",
            ),
            (
                r#"{"error":{"code":1042,"message":"m","innererror":{"code":7}}}"#,
                "403 1042: m (7)",
            ),
            (
                r#"{"error":"invalid_grant","error_description":"m"}"#,
                "403 invalid_grant: m",
            ),
            ("\u{feff}{\"code\":\"c\",\"message\":\"\"}", "403 c"),
            ("", "403 Forbidden"),
        ] {
            assert_eq!(shown(403, body), expected, "{body}");
        }
    }

    #[test]
    fn what_a_service_says_neither_acts_on_a_terminal_nor_tells_secrets() {
        let said = "gone \u{1b}[2J\n\u{202e}https://h/a?sig=secret";
        let body = serde_json::json!({"error": {"code": "c\n", "message": said}}).to_string();
        let text = shown(400, &body);
        assert_eq!(
            text,
            "400 c\\n: gone \\u{1b}[2J\\n\\u{202e}https://h/a?sig=…"
        );
        let response = Response::builder()
            .status(400)
            .header("Location", "https://h/a?sig=secret")
            .body(Bytes::from(body))
            .unwrap();
        assert!(
            !format!("{:?}", ServiceError::from_response(&response, &SERVICE)).contains("secret")
        );
    }

    #[test]
    fn an_error_without_a_body_is_told_by_its_status() {
        let response = Response::builder()
            .status(502)
            .header("request-id", "1")
            .body(Bytes::from("<html>"))
            .unwrap();
        assert_eq!(
            ServiceError::from_response(&response, &SERVICE).to_string(),
            "502 Bad Gateway [request-id 1]"
        );
    }

    #[test]
    fn errors_are_read_in_the_form_of_the_service() {
        const FAULT: ErrorForm = ErrorForm::Member("fault");
        const PLACES: ErrorForm = ErrorForm::Pointers {
            code: Some("/errors/0/number"),
            message: Some("/errors/0/text"),
        };
        const CODE: ErrorForm = ErrorForm::Pointers {
            code: Some("/code"),
            message: None,
        };
        let problem = r#"{"type": "https://h/gone", "title": "Gone", "detail": "It is gone.", "status": 410}"#;
        let untyped = r#"{"type": "about:blank", "title": "Gone"}"#;
        let fault = r#"{"fault": {"code": 17, "message": "No", "innerError": {"code": "deep"}}}"#;
        let places = r#"{"errors": [{"number": -3, "text": "No"}, {"number": 4}]}"#;
        let token = r#"{"error": "invalid_token", "error_description": "Expired"}"#;
        let json = "application/json";
        for (form, media_type, body, expected) in [
            (
                ErrorForm::ProblemDetails,
                json,
                problem,
                "400 https://h/gone: It is gone.",
            ),
            (
                ErrorForm::ProblemDetails,
                json,
                untyped,
                "400 Bad Request: Gone",
            ),
            (FAULT, json, fault, "400 17: No (deep)"),
            (PLACES, json, places, "400 -3: No"),
            (CODE, json, r#"{"code": "x", "message": "y"}"#, "400 x"),
            // Not the service has answered.
            (
                PLACES,
                super::answer::PROBLEM,
                problem,
                "400 https://h/gone: It is gone.",
            ),
            (FAULT, json, token, "400 invalid_token: Expired"),
            (
                ErrorForm::ProblemDetails,
                json,
                token,
                "400 invalid_token: Expired",
            ),
            (PLACES, json, r#"{"errors": {}}"#, "400 Bad Request"),
            (ErrorForm::ProblemDetails, json, "[]", "400 Bad Request"),
        ] {
            let response = Response::builder()
                .status(400)
                .header("Content-Type", media_type)
                .body(Bytes::from(body))
                .unwrap();
            let service = Service::new("shop v2").errors(form);
            let error = ServiceError::from_response(&response, &service);
            assert_eq!(error.to_string(), expected, "{form:?} {body}");
        }
    }

    #[test]
    fn a_problem_is_no_success() {
        static PROBLEMS: Service = Service::new("shop v2").errors(ErrorForm::ProblemDetails);
        let response = Response::builder()
            .header("Content-Type", "application/problem+json; charset=utf-8")
            .body(Bytes::from(r#"{"type": "/busy", "title": "Busy"}"#))
            .unwrap();
        let error = crate::response::read::<Json>(&response, &PROBLEMS).unwrap_err();
        assert_eq!(error.code(), Some("/busy"));
    }
}
