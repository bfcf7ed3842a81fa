//! The service that a profile describes: that of the dialect, as long as nothing says that it is another one.

use crate::dialect::{Cloud, Dialect, Service};
use crate::run::config::error::{ProfileError, near_hint};
use crate::run::config::{Batch, Clouds, ListForm, NamedErrorForm, NamedListForm, Profile};

/// Where OData services take batches.
const BATCH: &str = "/$batch";
/// What a base URL looks like.
const ADDRESS: &str = "address: write it as in `https://api.example.com/{version}`";
/// The only text in brackets that a base URL may have.
const VERSION: &str = "{version}";

impl Profile {
    /// Says in `service` what this profile says of it.
    pub(super) fn service(&self, service: &mut Service) -> Result<(), ProfileError> {
        if self.is_other_service() {
            service.name = None;
            service.base_url = None;
            service.scopes = Vec::new();
            service.clouds = Vec::new();
            service.request_id_header = None;
            service.batch = None;
        }
        let settings = &self.service;
        if let Some(name) = &settings.name {
            service.name = Some(name.clone());
        }
        if let Some(scopes) = &settings.scopes {
            service.scopes.clone_from(scopes);
        }
        if let Some(prefixes) = &settings.prefix {
            service.prefixes.clone_from(prefixes);
        }
        if let Some(url) = &settings.base_url {
            service.base_url = Some(base_url("service", url)?);
        }
        if let Some(header) = &settings.request_id_header {
            service.request_id_header = Some(header_name(header)?);
        }
        match &settings.batch {
            None => {}
            Some(Batch::Usual(is_there)) => service.batch = is_there.then(|| BATCH.to_owned()),
            Some(Batch::At(path)) => service.batch = Some(batch_path(path)?),
        }
        if let Some(clouds) = &settings.clouds {
            service.clouds = self::clouds(clouds, &service.scopes)?;
        }
        service.lists = self.lists.form(&service.lists)?;
        service.errors = self.errors.form(&service.errors)?;
        Ok(())
    }

    /// Whether a profile says of anything about the service that it is not Graph's: then nothing of Graph's holds.
    fn is_other_service(&self) -> bool {
        let graph = Dialect::graph().service;
        let namespace = self.types.namespace.as_ref();
        let base_url = self.service.base_url.as_deref();
        let is_of_graph = |url: &str| {
            let mut clouds = graph.clouds.iter();
            clouds.any(|cloud| origin(&cloud.base_url) == origin(url))
        };
        namespace.is_some_and(|name| *name != graph.root_namespace)
            || base_url.is_some_and(|url| !is_of_graph(url))
            || self.service.prefix.is_some()
            || self.errors.code.is_some()
            || self.errors.message.is_some()
            || matches!(self.errors.form, Some(NamedErrorForm::Problem))
            || matches!(
                self.lists.form,
                Some(ListForm::Named(NamedListForm::Array) | ListForm::Members(_))
            )
    }
}

/// `https://graph.microsoft.com` of an address.
fn origin(url: &str) -> Option<&str> {
    let host = url.find("://")? + 3;
    let end = url.get(host..)?.find('/');
    url.get(..end.map_or(url.len(), |end| host + end))
}

/// An address without a slash at its end.
fn base_url(section: &str, url: &str) -> Result<String, ProfileError> {
    let wrong = |hint: String| ProfileError::Value {
        section: section.into(),
        key: "base-url",
        value: url.into(),
        expected: ADDRESS,
        hint: hint.into(),
    };
    let scheme = ["https://", "http://"];
    let rest = scheme.iter().find_map(|scheme| url.strip_prefix(scheme));
    let rest = rest.ok_or_else(|| wrong(String::new()))?;
    let plain = |c: char| c.is_ascii_graphic() && !"?#\"'<>\\^`|".contains(c);
    if !rest.starts_with(|c: char| c.is_ascii_alphanumeric() || "[{".contains(c))
        || !rest.chars().all(plain)
    {
        return Err(wrong(String::new()));
    }
    let literal = rest.replace(VERSION, "");
    if literal.contains(['{', '}']) {
        let word = rest.split(['{', '}']).nth(1).unwrap_or_default();
        return Err(wrong(match near_hint(word, ["version"]) {
            hint if hint.is_empty() => {
                format!("; where requests begin with `{url}`, that is a `prefix`")
            }
            hint => hint,
        }));
    }
    Ok(url.trim_end_matches('/').to_owned())
}

/// The name of a header, in small letters.
fn header_name(name: &str) -> Result<String, ProfileError> {
    let is_token = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
    if name.is_empty() || !name.chars().all(is_token) {
        let expected = "name of a header: write it as in `request-id`";
        return Err(ProfileError::value(
            "service",
            "request-id-header",
            name,
            expected,
        ));
    }
    Ok(name.to_ascii_lowercase())
}

fn batch_path(path: &str) -> Result<String, ProfileError> {
    let plain = |c: char| c.is_ascii_graphic() && !"?#\"<>\\{}".contains(c);
    if !path.starts_with('/') || path.len() < 2 || !path.chars().all(plain) {
        let expected = "path: write it as in `/$batch`, or `true` or `false`";
        return Err(ProfileError::value("service", "batch", path, expected));
    }
    Ok(path.to_owned())
}

fn clouds(clouds: &Clouds, scopes: &[String]) -> Result<Vec<Cloud>, ProfileError> {
    let cloud = |(name, settings): (&String, &super::CloudSettings)| {
        let section = format!("service.clouds.{name}");
        let begins = name.starts_with(|c: char| c.is_ascii_lowercase());
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if !begins || !name.chars().all(plain) {
            let expected = "name of a cloud: use small letters, with `-` between words";
            return Err(ProfileError::value("service", "clouds", name, expected));
        }
        let Some(url) = &settings.base_url else {
            return Err(ProfileError::Missing {
                section: section.into(),
                key: "base-url",
                why: "it says where requests go",
            });
        };
        Ok(Cloud {
            name: name.clone(),
            base_url: base_url(&section, url)?,
            scopes: settings.scopes.clone().unwrap_or_else(|| scopes.to_vec()),
        })
    };
    clouds.iter().map(cloud).collect()
}

#[cfg(test)]
mod tests {
    use crate::dialect::{Dialect, Service};

    fn service(text: &str) -> Result<Service, String> {
        let config: crate::run::config::Config = toml::from_str(text).unwrap();
        let dialect = config.profile("v2.0").dialect();
        dialect
            .map(|dialect| dialect.service)
            .map_err(|error| error.to_string())
    }

    #[test]
    fn nothing_of_one_service_holds_for_another() {
        let service =
            service("[service]\nbase-url = 'https://api.example.com/{version}/'").unwrap();
        let base_url = service.base_url.as_deref();
        assert_eq!(base_url, Some("https://api.example.com/{version}"));
        assert!(service.scopes.is_empty() && service.clouds.is_empty() && service.name.is_none());
        assert_eq!((service.batch, service.request_id_header), (None, None));
    }

    #[test]
    fn another_cloud_of_the_same_service_is_the_same_service() {
        let service =
            service("[service]\nbase-url = 'https://graph.microsoft.us/{version}'").unwrap();
        let graph = Dialect::graph().service;
        assert_eq!(
            service.base_url.as_deref(),
            Some("https://graph.microsoft.us/{version}")
        );
        assert_eq!((service.clouds, service.batch), (graph.clouds, graph.batch));
    }

    #[test]
    fn a_service_has_its_own_clouds_header_and_batches() {
        let service = service(
            "[service]\nname = 'Shop'\nbase-url = 'https://a.example'\nscopes = ['s']\nrequest-id-header = 'X-Request-Id'\n\
             batch = '/batches'\n[service.clouds.north]\nbase-url = 'https://north.example/'\n\
             [service.clouds.far-south]\nbase-url = 'https://south.example'\nscopes = []",
        );
        let service = service.unwrap();
        let clouds: Vec<_> = service
            .clouds
            .iter()
            .map(|cloud| (&*cloud.name, &*cloud.base_url, cloud.scopes.len()))
            .collect();
        assert_eq!(
            clouds,
            [
                ("far-south", "https://south.example", 0),
                ("north", "https://north.example", 1)
            ]
        );
        assert_eq!(service.name.as_deref(), Some("Shop"));
        assert_eq!(service.request_id_header.as_deref(), Some("x-request-id"));
        assert_eq!(service.batch.as_deref(), Some("/batches"));
        let usual = self::service("[service]\nprefix = ['x']\nbatch = true").unwrap();
        assert_eq!(usual.batch.as_deref(), Some("/$batch"));
        let none = self::service("[service]\nbatch = false").unwrap();
        assert_eq!(none.batch, None);
    }

    #[test]
    fn says_which_value_is_of_no_use_and_what_was_meant() {
        for (key, message) in [
            ("base-url = 'api.example.com'", "is no address"),
            ("base-url = 'https:///x'", "is no address"),
            (
                "base-url = 'https://a.example/{versoin}'",
                "did you mean `version`?",
            ),
            ("base-url = 'https://{host}/api'", "that is a `prefix`"),
            ("base-url = 'https://a.example/?x'", "is no address"),
            ("request-id-header = 'request id'", "is no name of a header"),
            ("batch = 'batch'", "is no path"),
            (
                "[service.clouds.north]\nscopes = []",
                "`[service.clouds.north]` needs `base-url`",
            ),
            (
                "[service.clouds.North]\nbase-url = 'https://a.example'",
                "small letters",
            ),
            (
                "[service.clouds.north]\nbase-url = 'x'",
                "`base-url` in `[service.clouds.north]`",
            ),
        ] {
            let error = service(&format!("[service]\n{key}")).unwrap_err();
            assert!(error.contains(message), "{key}: {error}");
        }
    }
}
