//! The dialect of a docs tree: that of the Graph reference, where a profile does not say otherwise.

use crate::diagnostic::globs;
use crate::dialect::{Dialect, Globs, HeadingRule, Role, Words};
use crate::run::config::error::{ProfileError, near_hint};
use crate::run::config::forms::EnumerationForm;
use crate::run::config::{ColumnSettings, HeadingSettings, Profile, StemSettings, TypeSettings};

/// Names of primitive types, for near misses.
const PRIMITIVES: [&str; 16] = [
    "Binary",
    "Boolean",
    "Byte",
    "Date",
    "DateTimeOffset",
    "Decimal",
    "Double",
    "Duration",
    "Guid",
    "Int16",
    "Int32",
    "Int64",
    "SByte",
    "Single",
    "String",
    "TimeOfDay",
];

impl Profile {
    /// The dialect of pages with this profile.
    ///
    /// # Errors
    ///
    /// The profile names a type that does not exist, or a place in a form that is none.
    pub fn dialect(&self) -> Result<Dialect, ProfileError> {
        let mut dialect = Dialect::graph();
        headings(&self.headings, &mut dialect);
        columns(&self.columns, &mut dialect);
        types(&self.types, &mut dialect)?;
        stems(&self.stems, &mut dialect)?;
        self.service(&mut dialect.service)?;
        self.query(&mut dialect)?;
        dialect.places.operations = page_globs("operations", &self.pages.operations)?;
        dialect.places.types = page_globs("types", &self.pages.types)?;
        Ok(dialect)
    }

    fn query(&self, dialect: &mut Dialect) -> Result<(), ProfileError> {
        for option in self.query.always.iter().flatten() {
            let known = dialect.query.named(option).map(str::to_owned);
            let Some(known) = known else {
                let hint = near_hint(option, dialect.query.all.iter().map(String::as_str));
                let option = option.clone();
                return Err(ProfileError::Query { option, hint });
            };
            dialect.query.always.push(known);
        }
        Ok(())
    }
}

/// Slugs as the dialect has them, whether they are written so or as headings.
fn slugs(words: &[String]) -> Vec<String> {
    let slug = |word: &String| word.trim().to_lowercase().replace(' ', "-");
    words
        .iter()
        .map(slug)
        .filter(|slug| !slug.is_empty())
        .collect()
}

fn headings(settings: &HeadingSettings, dialect: &mut Dialect) {
    let rules = [
        (&settings.permissions, Role::Permissions),
        (&settings.request, Role::Request),
        (&settings.headers, Role::Headers),
        (&settings.query, Role::Query),
        (&settings.parameters, Role::Parameters),
        (&settings.body, Role::Body),
        (&settings.response, Role::Response),
        (&settings.example, Role::Example),
        (&settings.properties, Role::Properties),
        (&settings.relationships, Role::Relationships),
        (&settings.methods, Role::Methods),
        (&settings.members, Role::Members),
        (&settings.representation, Role::Representation),
        (&settings.other, Role::Other),
    ];
    let own = rules.into_iter().filter_map(|(words, role)| {
        Some(HeadingRule {
            role: Some(role),
            whole: false,
            slugs: slugs(words.as_ref()?),
        })
    });
    // What a tree says of its own headings goes first.
    let known = std::mem::take(&mut dialect.headings.roles);
    dialect.headings.roles = own.chain(known).collect();
}

fn columns(settings: &ColumnSettings, dialect: &mut Dialect) {
    let add = |known: &mut Words, more: &Option<Vec<String>>| {
        if let Some(more) = more {
            let words = known.iter().map(str::to_owned).chain(more.iter().cloned());
            *known = Words::new(words.collect::<Vec<_>>());
        }
    };
    let columns = &mut dialect.columns;
    add(&mut columns.name, &settings.name);
    add(&mut columns.ty, &settings.r#type);
    add(&mut columns.description, &settings.description);
    add(&mut columns.required, &settings.required);
    add(&mut columns.member, &settings.member);
    add(&mut columns.number, &settings.number);
    add(&mut columns.returns, &settings.returns);
}

/// Compiled globs of pages.
fn page_globs(
    key: &'static str,
    patterns: &Option<Vec<String>>,
) -> Result<Option<Globs>, ProfileError> {
    let Some(patterns) = patterns else {
        return Ok(None);
    };
    let set = globs(patterns).map_err(|error| ProfileError::Pages {
        key,
        error: Box::new(error),
    })?;
    Ok(Some(Globs {
        patterns: patterns.clone(),
        set,
    }))
}

fn stems(settings: &StemSettings, dialect: &mut Dialect) -> Result<(), ProfileError> {
    if let Some(strip) = &settings.strip {
        dialect.stems.strip.clone_from(strip);
    }
    match settings.separator.as_deref() {
        None => {}
        Some(separator @ ("-" | "_" | ".")) => separator.clone_into(&mut dialect.stems.separator),
        Some(other) => return Err(ProfileError::Separator(other.to_owned())),
    }
    Ok(())
}

fn types(settings: &TypeSettings, dialect: &mut Dialect) -> Result<(), ProfileError> {
    if let Some(namespace) = &settings.namespace
        && *namespace != dialect.service.root_namespace
    {
        dialect.service.root_namespace.clone_from(namespace);
        // Pages write `Shop.address` for `Acme.Shop.address`.
        let short = namespace
            .rsplit_once('.')
            .map(|(_, short)| short.to_owned());
        dialect.service.root_alias = short;
    }
    if let Some(form) = settings.enumerations {
        dialect.service.numbered_enumerations = form == EnumerationForm::Number;
    }
    for (spelling, ty) in settings.spellings.iter().flatten() {
        let Some(meaning) = dialect.primitives.get(ty) else {
            let hint = near_hint(ty, PRIMITIVES);
            let ty = ty.clone();
            return Err(ProfileError::Primitive { ty, hint });
        };
        dialect.primitives.insert(spelling, meaning);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dialect::PageKind;
    use crate::model::Scalar;

    fn dialect(text: &str) -> Result<Dialect, String> {
        let config: crate::run::config::Config = toml::from_str(text).unwrap();
        config
            .profile("v2.0")
            .dialect()
            .map_err(|error| error.to_string())
    }

    #[test]
    fn without_a_profile_it_is_the_dialect_of_graph() {
        assert_eq!(dialect("").unwrap(), Dialect::graph());
        let same = dialect("[types]\nnamespace = 'microsoft.graph'").unwrap();
        assert_eq!(same, Dialect::graph());
    }

    #[test]
    fn a_profile_adds_words_and_replaces_names() {
        let dialect = dialect(
            "[types]\nnamespace = 'NAV'\nspellings = { numeric = 'Decimal' }\n\
             [headings]\nrelationships = ['Navigation links']\n[columns]\nrequired = ['Mandatory']",
        );
        let dialect = dialect.unwrap();
        assert_eq!(dialect.service.root_namespace, "NAV");
        assert_eq!(
            dialect.service.base_url, None,
            "Graph's is of no use to another service"
        );
        assert_eq!(dialect.primitives.scalar("Numeric"), Some(Scalar::Decimal));
        assert!(
            dialect.columns.required.is("mandatory") && dialect.columns.required.is("Required")
        );
        let first = dialect.headings.roles.first().unwrap();
        assert_eq!(first.slugs, ["navigation-links"]);
    }

    #[test]
    fn a_profile_says_how_stems_are_written() {
        let stems = dialect("[stems]\nstrip = 'acme_'\nseparator = '_'")
            .unwrap()
            .stems;
        assert_eq!(stems.parts("acme_order_get"), ("order", "get"));
        let error = dialect("[stems]\nseparator = 'x'").unwrap_err();
        assert!(error.contains("`x`"), "{error}");
    }

    #[test]
    fn a_version_may_differ() {
        let text = "[service]\nbase-url = 'https://a.example'\nprefix = ['x']\n[versions.'v2.0'.service]\nbase-url = 'https://b.example'";
        let found = dialect(text).unwrap();
        assert_eq!(found.service.base_url.as_deref(), Some("https://b.example"));
        let config: crate::run::config::Config = toml::from_str(text).unwrap();
        assert_eq!(
            config.profile("v2.0").service.prefix,
            Some(vec!["x".to_owned()])
        );
        let other = config.profile("v1.0").service.base_url;
        assert_eq!(other.as_deref(), Some("https://a.example"));
    }

    #[test]
    fn a_profile_says_which_pages_document_what() {
        let text =
            "[pages]\noperations = ['reference/do-*.md']\ntypes = ['reference/*.md', 'api/x.md']";
        let places = dialect(text).unwrap().places;
        let kind = |page: &str| places.kind(page.into());
        assert_eq!(kind("reference/do-it.md"), Some(PageKind::Operations));
        assert_eq!(kind("reference/thing.md"), Some(PageKind::Types));
        assert_eq!(
            (kind("api/x.md"), kind("api/y.md")),
            (Some(PageKind::Types), None)
        );
        let usual = Dialect::graph().places;
        assert_eq!(usual.kind("api/x.md".into()), Some(PageKind::Operations));
        assert_eq!(usual.kind("resources/x.md".into()), Some(PageKind::Types));
        assert_eq!(usual.kind("concepts/x.md".into()), None);
        let error = dialect("[pages]\ntypes = ['{']").unwrap_err();
        assert!(error.starts_with("`types` in `[pages]`:"), "{error}");
    }

    #[test]
    fn says_what_does_not_exist() {
        let error = dialect("[types]\nspellings = { money = 'Decimall' }").unwrap_err();
        assert!(error.ends_with("did you mean `Decimal`?"), "{error}");
        let error = dialect("[query]\nalways = ['$filters']").unwrap_err();
        assert!(error.ends_with("did you mean `$filter`?"), "{error}");
    }
}
