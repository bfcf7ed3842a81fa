//! Where requests go: below the base URL, to links on its host, or elsewhere without a token.

use azure_core::http::Url;
use http::Uri;

use crate::error::{Error, InvalidRequest};
use crate::redact;

/// The base URL, and what may be reached from it.
#[derive(Debug)]
pub(super) struct Address {
    base: Url,
}

impl Address {
    pub(super) fn new(base: &str) -> Result<Self, Error> {
        let refused = || InvalidRequest::BaseUrl(redact::link(base).into());
        let url = Url::parse(base).map_err(|_| refused())?;
        let bare = url.query().is_none() && url.fragment().is_none() && !has_user(&url);
        if bare && (url.scheme() == "https" || is_plain_loopback(&url)) {
            Ok(Self { base: url })
        } else {
            Err(refused().into())
        }
    }

    pub(super) fn base(&self) -> &Url {
        &self.base
    }

    /// The port of a server on this machine that is spoken to without TLS.
    pub(super) fn loopback_port(&self) -> Option<u16> {
        if is_plain_loopback(&self.base) {
            self.base.port_or_known_default()
        } else {
            None
        }
    }

    /// The URL of a request: a path below the base, or a link on its host.
    pub(super) fn resolve(&self, uri: &Uri) -> Result<Url, Error> {
        if uri.authority().is_none() {
            let below = format!("{}{uri}", self.base.as_str().trim_end_matches('/'));
            return self.on_host(&below);
        }
        self.on_host(&uri.to_string())
    }

    fn on_host(&self, link: &str) -> Result<Url, Error> {
        match Url::parse(link) {
            Ok(url) if url.origin() == self.base.origin() && !has_user(&url) => Ok(url),
            _ => Err(foreign(link)),
        }
    }

    /// A URL that the service handed out in an answer from `asked`. It may be on any host, because no token goes there, but
    /// what goes there goes by TLS.
    pub(super) fn elsewhere(&self, asked: &Url, link: &str) -> Result<Url, Error> {
        match asked.join(link.trim()) {
            Ok(url) if url.scheme() == "https" => Ok(url),
            Ok(url) if self.loopback_port().is_some() && is_plain_loopback(&url) => Ok(url),
            Ok(url) => Err(InvalidRequest::Insecure(redact::origin(url.as_str()).into()).into()),
            Err(_) => Err(InvalidRequest::Insecure(redact::origin(link).into()).into()),
        }
    }

    /// The URL as the policy that adds the token wants it. What leads to a server on this machine is made plain
    /// again before it is sent (`pipelines::Loopback`).
    pub(super) fn secured(&self, mut url: Url) -> Url {
        if self.loopback_port().is_some() {
            // `http` can always become `https`.
            let _ = url.set_scheme("https");
        }
        url
    }
}

fn has_user(url: &Url) -> bool {
    !url.username().is_empty() || url.password().is_some()
}

fn is_plain_loopback(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    url.scheme() == "http" && matches!(host, "localhost" | "127.0.0.1" | "[::1]")
}

fn foreign(link: &str) -> Error {
    Error::CrossOriginLink(redact::link(link).into())
}

#[cfg(test)]
mod tests {
    use super::{Address, Url};
    use crate::error::{Error, InvalidRequest};

    fn mail() -> Address {
        Address::new("https://mail.example/v1.0").unwrap()
    }

    #[test]
    fn paths_stand_below_the_base() {
        let url = mail()
            .resolve(&"/me/messages?$top=1".parse().unwrap())
            .unwrap();
        assert_eq!(url.as_str(), "https://mail.example/v1.0/me/messages?$top=1");
        let url = mail()
            .resolve(&"//evil.example/x".parse().unwrap())
            .unwrap();
        assert_eq!(url.host_str(), Some("mail.example"));
        let slash = Address::new("https://mail.example/v1.0/").unwrap();
        assert_eq!(
            slash.resolve(&"/me".parse().unwrap()).unwrap().as_str(),
            "https://mail.example/v1.0/me"
        );
    }

    #[test]
    fn only_links_on_the_same_host_are_followed() {
        for link in [
            "https://mail.example/v1.0/next?x",
            "https://MAIL.example:443/beta",
        ] {
            assert!(mail().resolve(&link.parse().unwrap()).is_ok(), "{link}");
        }
        for link in [
            "http://mail.example/v1.0",
            "https://mail.example:8443/v1.0",
            "https://evil.example/v1.0?mail.example",
            "https://mail.example.evil.example/",
            "https://mail.example@evil.example/",
            "https://user@mail.example/",
            "evil.example",
        ] {
            let error = mail().resolve(&link.parse().unwrap()).unwrap_err();
            assert!(
                matches!(error, Error::CrossOriginLink(_)),
                "{link}: {error}"
            );
            let shown = format!("{error} {error:?}");
            assert!(
                !shown.contains("?mail") && !shown.contains("user"),
                "{shown}"
            );
        }
    }

    #[test]
    fn a_base_is_secured_by_tls_or_on_this_machine() {
        for base in [
            "https://mail.example",
            "http://127.0.0.1:9",
            "http://localhost/v1.0",
            "http://[::1]:9",
        ] {
            assert!(Address::new(base).is_ok(), "{base}");
        }
        for base in [
            "http://mail.example",
            "mail.example",
            "https://a/b?c",
            "https://user:secret@a/",
            "ftp://localhost",
        ] {
            let error = Address::new(base).unwrap_err();
            assert!(
                matches!(error, Error::InvalidRequest(InvalidRequest::BaseUrl(_))),
                "{base}"
            );
            assert!(!error.to_string().contains("secret"));
        }
    }

    #[test]
    fn content_elsewhere_is_secured_by_tls() {
        let elsewhere = |link: &str| mail().elsewhere(mail().base(), link);
        assert!(elsewhere("https://cdn.example/x?token=1").is_ok());
        assert_eq!(elsewhere("/x").unwrap().as_str(), "https://mail.example/x");
        let said = Url::parse("https://cdn.example/a/b?c").unwrap();
        let relative = mail().elsewhere(&said, "d e?f").unwrap();
        assert_eq!(relative.as_str(), "https://cdn.example/a/d%20e?f");
        for link in [
            "http://cdn.example/x?token=1",
            "http://localhost/x",
            "file:///etc/passwd",
        ] {
            let error = elsewhere(link).unwrap_err();
            assert!(!error.to_string().contains("token"), "{error}");
        }
        let local = Address::new("http://127.0.0.1:9").unwrap();
        let elsewhere = |link: &str| local.elsewhere(local.base(), link);
        assert!(elsewhere("http://127.0.0.1:10/x").is_ok());
        assert!(elsewhere("http://cdn.example/x").is_err());
    }
}
