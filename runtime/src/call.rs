//! The request that an operation stands for.

use std::fmt;

use bytes::Bytes;
use http::header::{AUTHORIZATION, CONTENT_TYPE, HeaderName, HeaderValue};
use http::{HeaderMap, Method, Request, Uri};
use percent_encoding::{AsciiSet, CONTROLS, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_core::Serialize;

use crate::delta::DeltaToken;
use crate::error::{Error, InvalidRequest};
use crate::object::Object;
use crate::permission::Permissions;
use crate::property::{Expand, Name, OrderBy};
use crate::redact;
use crate::route;

/// What names and values of query options are encoded with: `+`, `&`, `#`, `=` and all that may not stand in
/// a query; what OData uses inside of values stays legible.
const QUERY: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'$')
    .remove(b',')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b':')
    .remove(b'/')
    .remove(b'@')
    .remove(b'*');

/// What may not stand in a link and is encoded where a service wrote it nevertheless. What is encoded already stays.
const LINK: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// A request before it is sent: method, path, query options, headers and body.
///
/// What cannot be sent, such as an empty id, is remembered and is the error of [`Call::request`].
#[derive(Clone, PartialEq)]
pub struct Call {
    method: Method,
    target: String,
    query: Vec<(Box<str>, String)>,
    headers: HeaderMap,
    body: Bytes,
    refusal: Option<InvalidRequest>,
    permissions: Option<&'static Permissions>,
}

/// Without the values of query options and the body.
impl fmt::Debug for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call")
            .field("method", &self.method)
            .field("target", &redact::link(&self.target()))
            .field("headers", &self.headers)
            .field("body", &format_args!("{} bytes", self.body.len()))
            .field("refusal", &self.refusal)
            .finish_non_exhaustive()
    }
}

macro_rules! methods {
    ($($(#[$doc:meta])* $name:ident $method:ident),*) => {$(
        $(#[$doc])*
        ///
        /// The slots of the template are filled with the values, in order: `{}` takes an id as one segment,
        /// `{+}` a path, `{'}` the text of a string literal, `{=}` a bare literal.
        #[must_use]
        pub fn $name(template: &str, values: &[&str]) -> Self {
            Self::new(Method::$method, template, values)
        }
    )*};
}

impl Call {
    methods! {
        /// A `GET` request.
        get GET,
        /// A `POST` request.
        post POST,
        /// A `PATCH` request.
        patch PATCH,
        /// A `PUT` request.
        put PUT,
        /// A `DELETE` request.
        delete DELETE
    }

    fn new(method: Method, template: &str, values: &[&str]) -> Self {
        let (target, refusal) = match route::fill(template, values) {
            Ok(path) => (path, None),
            Err(refusal) => (String::new(), Some(refusal)),
        };
        Self {
            method,
            target,
            query: Vec::new(),
            headers: HeaderMap::new(),
            body: Bytes::new(),
            refusal,
            permissions: None,
        }
    }

    /// A `GET` request for what has changed since the token was given out.
    #[must_use]
    pub fn resume(token: &DeltaToken) -> Self {
        Self {
            method: Method::GET,
            target: token.link().to_owned(),
            query: Vec::new(),
            headers: HeaderMap::new(),
            body: Bytes::new(),
            refusal: None,
            permissions: None,
        }
    }

    /// A `GET` request for a link that an answer to this one gave, such as that of the next page, with
    /// the headers of this one.
    #[must_use]
    pub fn follow(&self, link: &str) -> Self {
        let mut headers = self.headers.clone();
        headers.remove(CONTENT_TYPE);
        Self {
            method: Method::GET,
            target: link.to_owned(),
            query: Vec::new(),
            headers,
            body: Bytes::new(),
            refusal: self.refusal.clone(),
            permissions: self.permissions,
        }
    }

    /// The body as JSON.
    #[must_use]
    pub fn json<T: Serialize + ?Sized>(mut self, body: &T) -> Self {
        match serde_json::to_vec(body) {
            Ok(bytes) => self.set_body(bytes.into(), "application/json"),
            Err(error) => self.refuse(InvalidRequest::Body(error.to_string().into())),
        }
        self
    }

    /// A JSON body that says its own type: a service that takes several types must be told which one it gets.
    #[must_use]
    pub fn json_typed<T: Object + Clone + Serialize>(self, body: &T) -> Self {
        if body.additional().odata_type().is_some() {
            return self.json(body);
        }
        let mut typed = body.clone();
        let name = format!("#{}", T::TYPE);
        let _ = typed.additional_mut().insert("@odata.type", name);
        self.json(&typed)
    }

    /// The body as it is, with the content type `application/octet-stream` unless a header says another.
    #[must_use]
    pub fn bytes(mut self, body: impl Into<Bytes>) -> Self {
        self.set_body(body.into(), "application/octet-stream");
        self
    }

    fn set_body(&mut self, body: Bytes, content_type: &'static str) {
        self.body = body;
        self.headers
            .entry(CONTENT_TYPE)
            .or_insert(HeaderValue::from_static(content_type));
    }

    /// A query option, in place of one of the same name.
    #[must_use]
    pub fn with_query(mut self, name: &str, value: &str) -> Self {
        self.set_query(name, value.to_owned());
        self
    }

    /// A header, in place of one of the same name. `Prefer` is a list, and gets one more entry.
    #[must_use]
    pub fn with_header(mut self, name: &str, value: &str) -> Self {
        self.set_header(name, value);
        self
    }

    /// The value of a query option that stands beside the path.
    pub(crate) fn query(&self, name: &str) -> Option<&str> {
        let mut options = self.query.iter();
        let (_, value) = options.find(|(known, _)| **known == *name)?;
        Some(value)
    }

    pub(crate) fn set_query(&mut self, name: &str, value: String) {
        match self.query.iter_mut().find(|(known, _)| **known == *name) {
            Some((_, old)) => *old = value,
            None => self.query.push((name.into(), value)),
        }
    }

    pub(crate) fn set_header(&mut self, name: &str, value: &str) {
        let (Ok(header), Ok(mut entry)) = (
            HeaderName::from_bytes(name.as_bytes()),
            HeaderValue::from_str(value),
        ) else {
            return self.refuse(InvalidRequest::Header(name.into()));
        };
        // Keeps secrets out of `Debug`.
        let name = header.as_str();
        let secret = ["key", "token", "secret", "signature", "cookie"];
        entry.set_sensitive(
            name.ends_with(AUTHORIZATION.as_str())
                || secret.iter().any(|secret| name.contains(secret)),
        );
        if header == "prefer" {
            self.headers.append(header, entry);
        } else {
            self.headers.insert(header, entry);
        }
    }

    /// The permissions that the page states for this route alone.
    #[must_use]
    pub fn with_permissions(mut self, permissions: &'static Permissions) -> Self {
        self.permissions = Some(permissions);
        self
    }

    pub(crate) fn permissions(&self) -> Option<Permissions> {
        self.permissions.copied()
    }

    fn refuse(&mut self, refusal: InvalidRequest) {
        self.refusal.get_or_insert(refusal);
    }

    /// The method.
    #[must_use]
    pub fn method(&self) -> &Method {
        &self.method
    }

    /// The headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The request. Its URI starts with the path below the base URL, as in `/me/messages?$top=5`; only that of
    /// a link, as delta tokens and next pages carry it, is absolute.
    ///
    /// # Errors
    /// The call cannot be sent as it was put together: an id is empty, a header has a line break.
    pub fn request(&self) -> Result<Request<Bytes>, Error> {
        if let Some(refusal) = &self.refusal {
            return Err(refusal.clone().into());
        }
        let target = self.target();
        let encoded = utf8_percent_encode(target.trim(), LINK).to_string();
        let uri = Uri::try_from(encoded)
            .map_err(|_| InvalidRequest::Uri(redact::link(&target).into()))?;
        let mut request = Request::new(self.body.clone());
        *request.method_mut() = self.method.clone();
        *request.uri_mut() = uri;
        *request.headers_mut() = self.headers.clone();
        Ok(request)
    }

    fn target(&self) -> String {
        let mut target = self.target.clone();
        let mut separator = if target.contains('?') { '&' } else { '?' };
        for (name, value) in &self.query {
            target.push(separator);
            target.extend(utf8_percent_encode(name, QUERY));
            target.push('=');
            target.extend(utf8_percent_encode(value, QUERY));
            separator = '&';
        }
        target
    }
}

/// The documented query options, for [`operation!`](crate::operation!).
#[doc(hidden)]
impl Call {
    pub fn select<M>(&mut self, names: impl IntoIterator<Item = impl Name<M>>) {
        for name in names {
            self.add_to_list("$select", &name.name());
        }
    }

    pub fn expand<M>(&mut self, relationships: impl IntoIterator<Item = impl Expand<M>>) {
        for relationship in relationships {
            self.add_to_list("$expand", &relationship.expansion());
        }
    }

    pub fn orderby<M>(&mut self, order: impl IntoIterator<Item = impl Into<OrderBy<M>>>) {
        for order in order {
            self.add_to_list("$orderby", &order.into().to_string());
        }
    }

    /// Adds to a query option that is a list. An entry that it has already is not repeated.
    fn add_to_list(&mut self, option: &str, entry: &str) {
        match self.query.iter_mut().find(|(known, _)| **known == *option) {
            Some((_, list)) => {
                if !entries(list).any(|known| known == entry) {
                    list.push(',');
                    list.push_str(entry);
                }
            }
            None => self.query.push((option.into(), entry.to_owned())),
        }
    }

    pub fn filter(&mut self, expression: &str) {
        match self
            .query
            .iter_mut()
            .find(|(known, _)| **known == *"$filter")
        {
            Some((_, filter)) => *filter = format!("({filter}) and ({expression})"),
            None => self.query.push(("$filter".into(), expression.to_owned())),
        }
    }

    pub fn text_option(&mut self, name: &'static str, value: &str) {
        self.set_query(name, value.to_owned());
    }

    pub fn number_option(&mut self, name: &'static str, value: u32) {
        self.set_query(name, value.to_string());
    }

    pub fn header(&mut self, name: &'static str, value: &str) {
        self.set_header(name, value);
    }
}

/// The entries of a list, between commas that are not in parentheses.
fn entries(list: &str) -> impl Iterator<Item = &str> {
    let mut depth = 0_usize;
    list.split(move |c| {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        c == ',' && depth == 0
    })
}
