//! How tables of settings are declared: every key may be left out, and one set of settings can lie over another.

/// Declares tables of `docbind.toml`. All keys are optional; `over` takes from a base what is not set. The documentation of a key
/// is its description in the JSON Schema.
macro_rules! settings {
    ($($(#[$doc:meta])* $name:ident { $($(#[$key_doc:meta])* $key:ident: $ty:ty,)* })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
        #[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
        #[non_exhaustive]
        pub struct $name {
            $($(#[$key_doc])* #[serde(skip_serializing_if = "Option::is_none")] pub $key: Option<$ty>,)*
        }

        impl $name {
            /// These settings, and those of `base` for keys that are not set here.
            #[must_use]
            pub fn over(self, base: &Self) -> Self {
                Self { $($key: self.$key.or_else(|| base.$key.clone()),)* }
            }
        }
    )*};
}

pub(super) use settings;
