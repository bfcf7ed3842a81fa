//! The service behind the pages: where it is reached, and how its answers are formed.

use crate::dialect::{ErrorForm, ListForm, Words};

/// The service behind the pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Service {
    /// What it is called.
    pub name: Option<String>,
    /// Where requests go, `{version}` replaced: `https://graph.microsoft.com/{version}`. `None`: the caller says.
    pub base_url: Option<String>,
    /// The scopes that a client asks a token for.
    pub scopes: Vec<String>,
    /// Where else the same service is reached.
    pub clouds: Vec<Cloud>,
    /// The header of a response with the identifier by which those who run the service find the request, in lower case.
    pub request_id_header: Option<String>,
    /// The path, behind the base URL, that takes several requests in one. `None`: there is none.
    pub batch: Option<String>,
    /// Placeholders that stand for the base URL at the beginning of request lines: their letters.
    pub base_placeholders: Words,
    /// How request lines may begin in place of the base URL.
    pub prefixes: Vec<String>,
    /// The namespace of types whose page states none.
    pub root_namespace: String,
    /// What stands for the root namespace in short: `graph.user`.
    pub root_alias: Option<String>,
    /// First segments of a path that are a version, in lower case.
    pub versions: Words,
    /// What the first segment behind a host holds where it is a version of a test system.
    pub test_versions: Words,
    /// What stands before the part of a web address of the pages that is a page's path, in lower case.
    pub published: Vec<String>,
    /// How versions begin behind it.
    pub published_versions: Vec<String>,
    /// How lists are answered.
    pub lists: ListForm,
    /// How errors are answered.
    pub errors: ErrorForm,
    /// Whether the numbers of members of enumerations are on the wire, not their names.
    pub numbered_enumerations: bool,
    /// The last segment of routes to the content of something.
    pub content: Words,
    /// The name of functions that track changes.
    pub delta: Words,
    /// Headers that say nothing about one operation.
    pub common_headers: Words,
}

/// A place where the same service is reached, for those whose data must be there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cloud {
    /// What it is called: lower-case words with `-` between them.
    pub name: String,
    /// Where requests go, `{version}` replaced.
    pub base_url: String,
    /// The scopes that a client asks a token for.
    pub scopes: Vec<String>,
}

impl Cloud {
    /// A cloud of the Graph service, which has its permissions in a scope of its own.
    fn graph(name: &str, endpoint: &str) -> Self {
        Self {
            name: name.to_owned(),
            base_url: format!("{endpoint}/{{version}}"),
            scopes: vec![format!("{endpoint}/.default")],
        }
    }
}

impl Service {
    /// The qualified name of a type of the root namespace.
    pub fn in_root(&self, name: &str) -> String {
        format!("{}.{name}", self.root_namespace)
    }

    /// The part behind the short form of the root namespace: `user` of `graph.user`.
    pub fn behind_root_alias<'n>(&self, name: &'n str) -> Option<&'n str> {
        let alias = self.root_alias.as_deref()?;
        name.strip_prefix(alias)?.strip_prefix('.')
    }

    /// How many bytes of an address stand for the base URL: the longest of [`Self::prefixes`] that it begins with.
    pub fn prefix_of(&self, address: &str) -> usize {
        let rooted = usize::from(address.starts_with('/'));
        let path = address.get(rooted..).unwrap_or_default();
        let lengths = self.prefixes.iter().filter_map(|prefix| {
            let prefix = prefix.trim_matches('/');
            let head = path.get(..prefix.len())?;
            let rest = path.get(prefix.len()..)?;
            let whole = rest.is_empty() || rest.starts_with('/');
            (whole && head.eq_ignore_ascii_case(prefix)).then_some(rooted + prefix.len())
        });
        lengths.max().unwrap_or_default()
    }

    pub(super) fn graph() -> Self {
        let global = Cloud::graph("global", "https://graph.microsoft.com");
        Self {
            name: Some("Microsoft Graph".to_owned()),
            base_url: Some(global.base_url.clone()),
            scopes: global.scopes.clone(),
            clouds: vec![
                global,
                Cloud::graph("us-government-l4", "https://graph.microsoft.us"),
                Cloud::graph("us-government-l5", "https://dod-graph.microsoft.us"),
                Cloud::graph("china", "https://microsoftgraph.chinacloudapi.cn"),
            ],
            request_id_header: Some("request-id".to_owned()),
            batch: Some("/$batch".to_owned()),
            base_placeholders: Words::from([
                "baseurl",
                "baseuri",
                "host",
                "hostname",
                "serverurl",
                "rooturl",
                "endpoint",
            ]),
            prefixes: Vec::new(),
            root_namespace: "microsoft.graph".to_owned(),
            root_alias: Some("graph".to_owned()),
            versions: Words::from(["v1.0", "beta", "{version}"]),
            test_versions: Words::from(["beta", "test"]),
            published: ["/graph/api/", "/api-reference/"].map(str::to_owned).into(),
            published_versions: ["v1.0/", "beta/"].map(str::to_owned).into(),
            lists: ListForm::odata(),
            errors: ErrorForm::odata(),
            numbered_enumerations: false,
            content: Words::from(["content", "$value"]),
            delta: Words::from(["delta"]),
            common_headers: Words::from([
                "authorization",
                "accept",
                "content-type",
                "content-length",
            ]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Service;

    #[test]
    fn the_longest_prefix_counts() {
        let mut service = Service::graph();
        service.prefixes = ["shopPrefix", "shopPrefix/api/v2.0", "https://{host}/api"]
            .map(str::to_owned)
            .into();
        for (address, rest) in [
            ("shopPrefix/stores", "/stores"),
            ("/shopprefix/api/v2.0/stores({id})", "/stores({id})"),
            ("https://{host}/api/stores", "/stores"),
            ("shopPrefixes/stores", "shopPrefixes/stores"),
            ("/stores/shopPrefix", "/stores/shopPrefix"),
        ] {
            assert_eq!(
                address.get(service.prefix_of(address)..),
                Some(rest),
                "{address}"
            );
        }
    }
}
