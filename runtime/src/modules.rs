//! The list of the modules of a folder.

/// Declares private modules and re-exports all that is in them.
///
/// One line per module, each with its attributes: `modules! { conversation, #[cfg(feature = "mail")] message }`.
#[macro_export]
macro_rules! modules {
    ($($(#[$attribute:meta])* $module:ident),* $(,)?) => {
        $(
            $(#[$attribute])*
            mod $module;
            $(#[$attribute])*
            pub use self::$module::*;
        )*
    };
}
