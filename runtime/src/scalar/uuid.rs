use super::{Guid, ScalarError};

impl Guid {
    /// The GUID of feature `uuid`.
    ///
    /// # Errors
    /// The text is no GUID.
    pub fn to_uuid(&self) -> Result<uuid::Uuid, ScalarError> {
        uuid::Uuid::parse_str(self.as_str())
            .map_err(|error| ScalarError::new("a GUID", self.as_str(), error))
    }
}

impl From<uuid::Uuid> for Guid {
    fn from(value: uuid::Uuid) -> Self {
        Self::new(value.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::Guid;

    #[test]
    fn a_guid_goes_both_ways() {
        let guid = Guid::from("f3a1c1e4-5d2b-4f70-9a51-2f6f3f7d9c11");
        assert_eq!(Guid::from(guid.to_uuid().unwrap()), guid);
        assert!(Guid::from("f3a1").to_uuid().is_err());
    }
}
