/// A cloud with its own service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cloud {
    endpoint: &'static str,
}

impl Cloud {
    /// The global service.
    pub const GLOBAL: Self = Self {
        endpoint: "https://graph.microsoft.com",
    };
    /// US Government, impact level 4.
    pub const US_GOVERNMENT_L4: Self = Self {
        endpoint: "https://graph.microsoft.us",
    };
    /// US Government, impact level 5.
    pub const US_GOVERNMENT_L5: Self = Self {
        endpoint: "https://dod-graph.microsoft.us",
    };
    /// China, operated by 21Vianet.
    pub const CHINA: Self = Self {
        endpoint: "https://microsoftgraph.chinacloudapi.cn",
    };

    /// The base URL without a version.
    #[must_use]
    pub const fn endpoint(self) -> &'static str {
        self.endpoint
    }

    /// The scope of all permissions that were consented to.
    #[must_use]
    pub fn scope(self) -> String {
        format!("{}/.default", self.endpoint)
    }
}
