use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig, STANDARD};
use base64::{Engine, alphabet};

use super::{Binary, ScalarError};

/// Some services leave out the padding.
const LENIENT: GeneralPurposeConfig = GeneralPurposeConfig::new()
    .with_decode_padding_mode(DecodePaddingMode::Indifferent)
    .with_decode_allow_trailing_bits(true);
const PLAIN: GeneralPurpose = GeneralPurpose::new(&alphabet::STANDARD, LENIENT);
const URL_SAFE: GeneralPurpose = GeneralPurpose::new(&alphabet::URL_SAFE, LENIENT);

impl Binary {
    /// The bytes in base64.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Self {
        Self::new(STANDARD.encode(bytes))
    }

    /// The bytes, from base64 in the plain or the URL-safe alphabet, padded or not.
    ///
    /// # Errors
    /// The text is not base64.
    pub fn to_bytes(&self) -> Result<Vec<u8>, ScalarError> {
        let url_safe = self.as_str().contains(['-', '_']);
        let engine = if url_safe { &URL_SAFE } else { &PLAIN };
        engine
            .decode(self.as_str())
            .map_err(|error| ScalarError::new("bytes", self.as_str(), error))
    }
}

impl From<&[u8]> for Binary {
    fn from(bytes: &[u8]) -> Self {
        Self::from_bytes(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::Binary;

    #[test]
    fn bytes_are_read_from_every_common_form_of_base64() {
        for text in ["+/8=", "+/8", "-_8=", "-_8"] {
            assert_eq!(
                Binary::from(text).to_bytes().unwrap(),
                [0xfb, 0xff],
                "{text}"
            );
        }
        assert!(
            Binary::from("a*")
                .to_bytes()
                .unwrap_err()
                .to_string()
                .contains("a*")
        );
        assert_eq!(Binary::from_bytes(&[0xfb, 0xff]).as_str(), "+/8=");
    }
}
