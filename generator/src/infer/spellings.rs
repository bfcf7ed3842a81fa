//! Words of type cells that name no type of the tree and no primitive type that docbind knows.

use crate::dialect::{Dialect, Primitive};
use crate::infer::InferredKey;
use crate::model::Scalar;
use crate::reader::{Document, Property};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Of a hundred values that are shown of a word, as many must agree.
const SHARE: usize = 60;
/// A word of fewer cells may be a slip, unless a plain value is shown of it.
const FEWEST: usize = 2;
/// Words that are proposed; further ones are rare.
const MOST: usize = 8;

/// A word and what the values show that its properties have.
#[derive(Default)]
struct Uses {
    cells: usize,
    shown: BTreeMap<&'static str, usize>,
}

/// The key of `[types]`: once with what values show, once as a proposal with the words of which nothing is shown.
pub(super) fn keys(documents: &[Document], dialect: &Dialect) -> Vec<InferredKey> {
    let uses = uses(documents, dialect);
    let mut words: Vec<(&String, &Uses)> = uses
        .iter()
        .filter(|(_, uses)| uses.cells >= FEWEST || uses.shows_scalar())
        .collect();
    words.sort_by(|a, b| b.1.cells.cmp(&a.1.cells).then_with(|| a.0.cmp(b.0)));
    words.truncate(MOST);
    let mut sure = Vec::new();
    let mut open = Vec::new();
    for (word, uses) in words {
        let known = dialect.primitives.scalar(word).map(Scalar::edm);
        match uses.most() {
            Some((ty, times)) if known.is_none_or(|known| known != format!("Edm.{ty}")) => {
                sure.push((
                    word,
                    ty,
                    format!(
                        "{} `{word}`, of which {times} are shown as {ty}",
                        cells(uses.cells)
                    ),
                ));
            }
            None if known.is_none() => {
                open.push((word, "String", format!("{} `{word}`", cells(uses.cells))))
            }
            _ => {}
        }
    }
    let key = |found: &[(&String, &str, String)], what: &str| {
        let table: toml::Table = found
            .iter()
            .map(|(word, ty, _)| ((*word).clone(), toml::Value::String((*ty).to_owned())))
            .collect();
        let reasons: Vec<&str> = found.iter().map(|(_, _, reason)| &**reason).collect();
        let reason = format!("{what}: {}", reasons.join("; "));
        InferredKey::value("types", "spellings", &toml::Value::Table(table), reason)
    };
    let mut keys = Vec::new();
    if !sure.is_empty() {
        keys.push(key(&sure, "Words of type columns that no page explains"));
    }
    if !open.is_empty() {
        keys.push(key(&open, "Words of type columns of which nothing is shown").doubtful());
    }
    keys
}

fn cells(count: usize) -> String {
    match count {
        1 => "one cell says".to_owned(),
        count => format!("{count} cells say"),
    }
}

impl Uses {
    fn shows_scalar(&self) -> bool {
        self.most().is_some_and(|(ty, _)| ty != "Json")
    }

    /// The type that most values show, if enough of them do.
    fn most(&self) -> Option<(&'static str, usize)> {
        let all: usize = self.shown.values().sum();
        let most = self.shown.iter().max_by_key(|(_, times)| **times)?;
        (*most.1 * 100 >= all * SHARE).then_some((*most.0, *most.1))
    }
}

fn uses(documents: &[Document], dialect: &Dialect) -> BTreeMap<String, Uses> {
    let types = type_names(documents);
    let mut examples: BTreeMap<&str, Vec<&Value>> = BTreeMap::new();
    let operations = || documents.iter().flat_map(|document| &document.operations);
    for example in operations().flat_map(|operation| &operation.examples) {
        if let Some(json) = example.body.as_ref().and_then(|body| body.json.as_ref()) {
            members(json, &mut examples);
        }
    }
    let mut found: BTreeMap<String, Uses> = BTreeMap::new();
    let mut add = |row: &Property, shown: Option<&Value>| {
        let Some(word) = unexplained(row, &types, dialect) else {
            return;
        };
        let vague = dialect.primitives.vague.is(&word);
        let uses = found.entry(word).or_default();
        uses.cells += 1;
        let samples = examples.get(&*row.name.value).into_iter().flatten();
        let values = shown.into_iter().chain(samples.copied().filter(|_| !vague));
        let mut kinds = values.filter_map(|value| kind(value, vague, &types, dialect));
        if let Some(kind) = kinds.next() {
            *uses.shown.entry(kind).or_default() += 1;
        }
    };
    for document in documents {
        for resource in &document.resources {
            for row in &resource.properties {
                let shown = resource.json.as_ref();
                add(row, shown.and_then(|json| json.value.get(&row.name.value)));
            }
        }
    }
    for row in operations().flat_map(|operation| &operation.body.fields) {
        add(row, None);
    }
    found
}

/// Names of types, in lower case, without namespaces.
fn type_names(documents: &[Document]) -> BTreeSet<String> {
    let short = |name: &str| {
        let name = name.rsplit_once('.').map_or(name, |(_, short)| short);
        name.to_lowercase()
    };
    let mut names = BTreeSet::new();
    for document in documents {
        let resources = document.resources.iter();
        names.extend(resources.map(|resource| short(&resource.name.value)));
        let enumerations = document.enumerations.iter();
        names.extend(enumerations.map(|enumeration| short(&enumeration.name.value)));
    }
    names
}

/// The word of a cell, in lower case, where it is one word without a link that is no name of a type: a name of a type would be
/// qualified or have capitals within it. Words that only say that there is a number are among them.
fn unexplained(row: &Property, types: &BTreeSet<String>, dialect: &Dialect) -> Option<String> {
    let [only] = &*row.ty.as_ref()?.names else {
        return None;
    };
    let word = only.text.as_str();
    let lower = word.to_ascii_lowercase();
    let vague = dialect.primitives.vague.is(word);
    let known = dialect.primitives.get(word).is_some() && !vague;
    let plural = lower
        .strip_suffix('s')
        .is_some_and(|one| types.contains(one));
    let is_type = types.contains(&lower) || plural || types.contains(&format!("{lower}s"));
    let one_word = word.chars().all(|c| c.is_ascii_alphabetic())
        && (word.chars().skip(1).all(|c| c.is_ascii_lowercase())
            || !word.contains(char::is_lowercase));
    (only.target.is_none() && !known && !is_type && one_word).then_some(lower)
}

/// The members of all objects in a JSON value, by name.
fn members<'v>(value: &'v Value, found: &mut BTreeMap<&'v str, Vec<&'v Value>>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| members(item, found)),
        Value::Object(object) => {
            for (name, value) in object {
                found.entry(name).or_default().push(value);
                members(value, found);
            }
        }
        _ => {}
    }
}

/// What a value shows: a word that names a type, or a sample. `named`: only words count, since a sample of a number says little.
fn kind(
    value: &Value,
    named: bool,
    types: &BTreeSet<String>,
    dialect: &Dialect,
) -> Option<&'static str> {
    let scalar = |scalar: Scalar| scalar.edm().trim_start_matches("Edm.");
    match value {
        Value::String(text) => match dialect.primitives.get(text) {
            Some(Primitive::Scalar(Scalar::String)) if named => None,
            Some(Primitive::Scalar(_)) if named && dialect.primitives.vague.is(text) => None,
            Some(Primitive::Scalar(known)) => Some(scalar(known)),
            Some(Primitive::AnyJson) => Some("Json"),
            None => {
                let short = text.rsplit_once('.').map_or(&**text, |(_, short)| short);
                match types.contains(&short.to_lowercase()) {
                    true => Some("Json"),
                    false if named => None,
                    false => Some(scalar(Scalar::String)),
                }
            }
        },
        Value::Bool(_) if !named => Some(scalar(Scalar::Boolean)),
        Value::Number(number) if !named && number.is_f64() => Some(scalar(Scalar::Decimal)),
        Value::Number(_) if !named => Some(scalar(Scalar::Int64)),
        Value::Object(_) => Some("Json"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dialect::graph;
    use crate::infer::tests::documents;

    fn page(stem: &str, rows: &str, json: &str) -> (String, String) {
        let text = format!(
            "---\ntitle: {stem}\n---\n# {stem} resource type\n\n## Properties\n\n|Property|Type|Description|\n|:-|:-|:-|\n{rows}\n\n## JSON representation\n\n```json\n{json}\n```\n"
        );
        (format!("resources/{stem}.md"), text)
    }

    fn found(pages: &[(String, String)]) -> Vec<(String, bool)> {
        let keys = keys(&documents(pages), graph());
        keys.into_iter()
            .map(|key| (key.value, key.doubtful))
            .collect()
    }

    #[test]
    fn words_are_what_representations_show() {
        let order = page(
            "order",
            "|total|numeric|x|\n|tax|numeric|x|\n|line|numeric|x|\n|to|compound|x|\n|from|compound|x|\n|at|moment|x|\n|by|moment|x|",
            "{\"total\": \"decimal\", \"tax\": \"decimal\", \"line\": \"int\", \"to\": {S.Address}, \"from\": {\"city\": \"x\"}}",
        );
        let address = page("address", "|city|string|x|", "{\"city\": \"string\"}");
        assert_eq!(
            found(&[order, address]),
            [
                (
                    "{ compound = \"Json\", numeric = \"Decimal\" }".to_owned(),
                    false
                ),
                ("{ moment = \"String\" }".to_owned(), true)
            ]
        );
    }

    #[test]
    fn one_cell_counts_where_a_plain_value_is_shown() {
        let one = |json: &str| found(&[page("order", "|a|mime|x|", json)]);
        assert_eq!(
            one("{\"a\": \"image/png\"}"),
            [("{ mime = \"String\" }".to_owned(), false)]
        );
        assert!(one("{\"a\": {}}").is_empty() && one("{}").is_empty());
    }

    #[test]
    fn names_of_types_and_rare_words_are_no_spellings() {
        let order = page(
            "order",
            "|a|orderKind|x|\n|b|orderKind|x|\n|c|moment|x|\n|d|address|x|\n|e|address|x|\n|f|Double|x|",
            "{}",
        );
        let address = page("address", "|city|string|x|", "{}");
        assert_eq!(found(&[order, address]), []);
    }
}
