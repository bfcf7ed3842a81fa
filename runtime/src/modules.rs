//! The list of the modules of a folder.

/// Declares private modules and re-exports what each of them defines.
///
/// One line per module, each with its attributes: `modules! { conversation: Conversation; #[cfg(feature = "mail")] message: Message; }`.
///
/// Names, not globs: where a module imports from another that has a thousand globs, rustc asks every one of them for every name,
/// which took most of the memory and a fifth of the time of checking a large API.
#[macro_export]
macro_rules! modules {
    ($($(#[$attribute:meta])* $module:ident: $($name:ident),+;)*) => {
        $(
            $(#[$attribute])*
            mod $module;
            $(#[$attribute])*
            pub use self::$module::{$($name),+};
        )*
    };
}
