//! Words of a page to identifiers of Rust.
//!
//! An identifier holds only ASCII letters, digits and `_`, whatever the page says.

use heck::{ToSnakeCase, ToUpperCamelCase};
use std::borrow::Cow;

/// Longest identifier that is made from a page's words, in bytes.
const MAX: usize = 80;
/// The same for versions, which are a part of every path.
const MAX_VERSION: usize = 20;

/// Words that cannot be an identifier in edition 2024, and those of older lists that tools still refuse.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate",
    "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl",
    "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref",
    "return", "self", "static", "struct", "super", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Names that emitted files use with another meaning: the runtime's, the prelude's and the standard library's.
const TAKEN_TYPES: &[&str] = &[
    "Accepted",
    "Additional",
    "Binary",
    "Box",
    "Call",
    "Clone",
    "Content",
    "Copy",
    "Date",
    "DateTimeOffset",
    "Debug",
    "Decimal",
    "Default",
    "DeltaToken",
    "Drop",
    "Duration",
    "Eq",
    "Err",
    "Error",
    "Field",
    "From",
    "Guid",
    "Hash",
    "Into",
    "Iterator",
    "Json",
    "Link",
    "None",
    "Object",
    "Ok",
    "Operation",
    "Option",
    "OrderBy",
    "Page",
    "PartialEq",
    "Permissions",
    "Property",
    "Reference",
    "Relationship",
    "Result",
    "Scalar",
    "Self",
    "Send",
    "Some",
    "String",
    "Sync",
    "TimeOfDay",
    "ToString",
    "Vec",
    "Wire",
];

/// ASCII words of a text: everything else separates, so that case conversion never meets it.
fn ascii(text: &str) -> String {
    let letter = |c: char| if c.is_ascii_alphanumeric() { c } else { ' ' };
    text.chars().take(MAX).map(letter).collect()
}

/// `ItemBody` from `itemBody`: a type or a member of an enumeration.
pub fn upper_camel(text: &str) -> String {
    let name = ascii(text).to_upper_camel_case();
    if name.starts_with(|c: char| c.is_ascii_digit()) {
        format!("V{name}")
    } else {
        name
    }
}

/// `receivedDateTime` to `received_date_time`, before keywords are looked at.
pub fn snake(text: &str) -> String {
    let name = ascii(text).to_snake_case();
    if name.starts_with(|c: char| c.is_ascii_digit()) {
        format!("v{name}")
    } else {
        name
    }
}

/// The name of a type; never one that emitted code uses with another meaning.
pub fn type_name(text: &str) -> String {
    let name = upper_camel(text);
    match &*name {
        "" => "Unnamed".to_owned(),
        name if TAKEN_TYPES.contains(&name) => format!("{name}Type"),
        _ => name,
    }
}

/// The name of a member of an enumeration. One that has no letter or digit is spelt: `GreaterThanEquals` for `>=`.
pub fn member_name(text: &str) -> String {
    let name = upper_camel(text);
    match &*name {
        "" if text.trim().is_empty() => "Empty".to_owned(),
        "" => text.trim().chars().take(MAX / 8).map(spelt).collect(),
        "Self" => "SelfValue".to_owned(),
        _ => name,
    }
}

/// The name of a character that is no letter or digit of ASCII.
fn spelt(c: char) -> Cow<'static, str> {
    Cow::Borrowed(match c {
        '!' => "Exclamation",
        '"' => "Quote",
        '#' => "Hash",
        '$' => "Dollar",
        '%' => "Percent",
        '&' => "Ampersand",
        '\'' => "Apostrophe",
        '(' => "OpenParenthesis",
        ')' => "CloseParenthesis",
        '*' => "Asterisk",
        '+' => "Plus",
        ',' => "Comma",
        '-' => "Minus",
        '.' => "Dot",
        '/' => "Slash",
        ':' => "Colon",
        ';' => "Semicolon",
        '<' => "LessThan",
        '=' => "Equals",
        '>' => "GreaterThan",
        '?' => "Question",
        '@' => "At",
        '[' => "OpenBracket",
        '\\' => "Backslash",
        ']' => "CloseBracket",
        '^' => "Caret",
        '_' => "Underscore",
        '`' => "Backtick",
        '{' => "OpenBrace",
        '|' => "Pipe",
        '}' => "CloseBrace",
        '~' => "Tilde",
        _ => return Cow::Owned(format!("U{:04X}", u32::from(c))),
    })
}

/// The name of a field, parameter or method from words that [`snake`] has joined: `r#type` for `type`, `self_` for `self`.
pub fn value_of_snake(name: &str) -> String {
    match name {
        "" => "unnamed".to_owned(),
        "self" | "crate" | "super" => format!("{name}_"),
        _ if KEYWORDS.contains(&name) => format!("r#{name}"),
        _ => name.to_owned(),
    }
}

/// As many of the joined words as an identifier may hold. A single word that is longer is cut inside.
pub fn shortened(name: &str) -> &str {
    let Some((end, next)) = name.char_indices().nth(MAX) else {
        return name;
    };
    let kept = name.get(..end).unwrap_or(name);
    let whole = match kept.rfind('_') {
        Some(end) if next != '_' => kept.get(..end).unwrap_or(kept),
        _ => kept,
    };
    whole.trim_end_matches('_')
}

/// The name of the constant for words that [`snake`] has joined.
pub fn constant_of_snake(name: &str) -> String {
    if name.is_empty() {
        "UNNAMED".to_owned()
    } else {
        name.to_ascii_uppercase()
    }
}

/// The name of a module and of its file without `.rs`; a file system of any kind takes it.
pub fn module_name(text: &str) -> String {
    short_module_name(text, MAX)
}

/// The module of a version: a folder in the path of every file.
pub fn version_module(version: &str) -> String {
    // What the root of a crate has already, what cargo looks for in the folder of sources, and crates that macros name.
    const TAKEN: &[&str] = &[
        "alloc",
        "bin",
        "core",
        "docbind_runtime",
        "lib",
        "main",
        "runtime",
        "std",
    ];
    let mut name = short_module_name(version, MAX_VERSION);
    if TAKEN.contains(&&*name) {
        name.push('_');
    }
    name
}

/// The name of the file of a page in the folder of `module`: the longer the one, the shorter the other, as some systems take
/// no long paths.
pub fn file_name(text: &str, module: &str) -> String {
    short_module_name(
        text,
        MAX - module.len().saturating_sub(MAX / 2).min(MAX / 2),
    )
}

/// [`module_name`] of `most` bytes, or a few more: what was cut off stands behind them as a number.
pub fn short_module_name(text: &str, most: usize) -> String {
    const DEVICES: &[&str] = &["aux", "con", "nul", "prn"];
    let mut name = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            name.push(c.to_ascii_lowercase());
        } else if !name.ends_with('_') {
            // Two in a row would be a warning of rustc.
            name.push('_');
        }
    }
    if name.len() > most {
        let tail = fingerprint(&name);
        name.truncate(most);
        name.push_str(&format!("_{tail:08x}"));
    }
    if name.is_empty() || name.starts_with(|c: char| c.is_ascii_digit()) {
        name.insert(0, '_');
    }
    let device = DEVICES.contains(&&*name)
        || (name.len() == 4 && (name.starts_with("com") || name.starts_with("lpt")));
    if device || KEYWORDS.contains(&&*name) || name.bytes().all(|b| b == b'_') {
        name.push('_');
    }
    name
}

/// A short number of a long name (FNV-1a), so that two long names that begin alike stay apart.
fn fingerprint(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    })
}

/// `users` to `user`, `policies` to `policy`, `classes` to `class`.
pub fn singular(text: &str) -> String {
    // One letter at least is left of the word.
    let without = |suffix: &str| text.strip_suffix(suffix).filter(|stem| stem.len() > 1);
    if let Some(stem) = without("ies") {
        format!("{stem}y")
    } else if ["sses", "xes", "ches", "shes"]
        .iter()
        .any(|end| without(end).is_some())
    {
        text.strip_suffix("es").unwrap_or(text).to_owned()
    } else if let Some(stem) =
        without("s").filter(|_| !text.ends_with("ss") && !text.ends_with("us"))
    {
        stem.to_owned()
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_become_identifiers() {
        assert_eq!(upper_camel("azureADMyOrg"), "AzureAdMyOrg");
        assert_eq!(upper_camel("7zip"), "V7zip");
        assert_eq!(upper_camel("JIS B4"), "JisB4");
        assert_eq!(
            value_of_snake(&snake("azureADDeviceId")),
            "azure_ad_device_id"
        );
        assert_eq!(value_of_snake(&snake("type")), "r#type");
        assert_eq!(value_of_snake(&snake("self")), "self_");
        assert_eq!(value_of_snake(&snake("*/ #[x]")), "x");
        assert_eq!(value_of_snake(&snake("\u{202e}")), "unnamed");
        assert_eq!(constant_of_snake(&snake("v4_0")), "V4_0");
        assert_eq!(type_name("json"), "JsonType");
        assert_eq!(member_name("self"), "SelfValue");
        assert_eq!(member_name(">="), "GreaterThanEquals");
        assert_eq!(member_name(" "), "Empty");
        assert_eq!(member_name("\u{e9}"), "U00E9");
    }

    #[test]
    fn modules_are_names_on_every_file_system() {
        assert_eq!(module_name("user-sendmail"), "user_sendmail");
        assert_eq!(module_name("type"), "type_");
        assert_eq!(module_name("mod"), "mod_");
        assert_eq!(module_name("con"), "con_");
        assert_eq!(module_name("4d"), "_4d");
        assert_eq!(module_name("../x"), "_x");
        assert_eq!(module_name("x--y"), "x_y");
        assert!(module_name(&"x".repeat(400)).len() < 100);
        assert_ne!(module_name(&"x".repeat(400)), module_name(&"x".repeat(401)));
    }

    #[test]
    fn every_name_is_an_identifier() {
        for word in [
            "", "1", "self", "Self", "crate", "gen", "a b", "é", "_", "r#type", "async",
        ] {
            for name in [
                value_of_snake(&snake(word)),
                type_name(word),
                member_name(word),
                constant_of_snake(&snake(word)),
                module_name(word),
            ] {
                assert!(
                    syn::parse_str::<syn::Ident>(&name).is_ok(),
                    "{word:?} gave {name:?}"
                );
            }
        }
    }

    #[test]
    fn a_long_name_ends_with_a_whole_word() {
        let name = ["in_root"; 20].join("_");
        assert_eq!(shortened(&name).len(), 79);
        assert_eq!(shortened(&"x".repeat(100)).len(), MAX);
        assert_eq!(shortened("in_groups"), "in_groups");
    }

    #[test]
    fn plurals_lose_their_ending() {
        for (many, one) in [
            ("users", "user"),
            ("policies", "policy"),
            ("classes", "class"),
            ("status", "status"),
            ("mailboxes", "mailbox"),
            ("me", "me"),
        ] {
            assert_eq!(singular(many), one);
        }
    }
}
