//! What chooses pages: a glob on their path, their name, the requests they document, or a field of their front matter.

use crate::diagnostic::{LintError, Stars, glob};
use crate::model::Route;
use crate::reader::Document;
use camino::Utf8Path;
use globset::GlobSet;

/// One word of `--include` or `--exclude`.
#[derive(Clone, Debug)]
pub(crate) enum Selector {
    /// `api/user-*.md`, or the name of a page: `user-list-messages`.
    Page(GlobSet),
    /// `/users/*/messages/**`: a page that documents such a request.
    Route(GlobSet),
    /// `area:outlook`, `ms.prod:outlook`: what the front matter says. `area` is the field that features are made of.
    Field(String, GlobSet),
}

impl Selector {
    /// Reads a word.
    pub fn new(word: &str) -> Result<Self, LintError> {
        if word.starts_with('/') {
            let routes = glob(&any_slot(word), word, Stars::StayInSegment)?;
            return Ok(Self::Route(routes));
        }
        if let Some((field, value)) = word.split_once(':')
            && !field.is_empty()
            && field
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-'))
        {
            return Ok(Self::Field(
                field.to_owned(),
                glob(value, word, Stars::StayInSegment)?,
            ));
        }
        Ok(Self::Page(glob(word, word, Stars::CrossSlashes)?))
    }

    /// Whether it chooses a page, or the operation of a page that has these routes.
    pub fn chooses(&self, page: &Utf8Path, document: Option<&Document>, routes: &[Route]) -> bool {
        match self {
            Self::Page(glob) => {
                glob.is_match(page)
                    || page.file_stem().is_some_and(|stem| glob.is_match(stem))
                    || glob.is_match(page.with_extension(""))
            }
            Self::Route(glob) => routes.iter().any(|route| glob.is_match(&route.path)),
            Self::Field(field, glob) => document
                .and_then(|document| value(document, field))
                .is_some_and(|value| value.split(',').any(|one| glob.is_match(one.trim()))),
        }
    }
}

fn value<'d>(document: &'d Document, field: &str) -> Option<&'d str> {
    document.front_matter.get(field).or(match field {
        "area" => document.area.as_deref(),
        _ => None,
    })
}

/// `{id}` as pages write it stands for whatever they call the slot.
fn any_slot(route: &str) -> String {
    let mut pattern = String::with_capacity(route.len());
    let mut rest = route;
    while let Some((before, after)) = rest.split_once('{') {
        pattern.push_str(before);
        pattern.push('*');
        rest = after.split_once('}').map_or("", |(_, after)| after);
    }
    pattern + rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader;

    fn chooses(word: &str) -> bool {
        let text = "---\ntitle: List messages\nms.prod: outlook\ntags: [mail, people]\n---\n# List messages\n";
        let page = Utf8Path::new("api/user-list-messages.md");
        let document = reader::read(
            page,
            text.as_bytes(),
            crate::dialect::graph(),
            &|_| None,
            &mut Vec::new(),
        );
        let routes =
            ["/me/messages", "/users/{id | userPrincipalName}/messages"].map(|path| Route {
                path: path.to_owned(),
                segments: Vec::new(),
                query: None,
                permissions: None,
            });
        Selector::new(word)
            .unwrap()
            .chooses(&document.page, Some(&document), &routes)
    }

    #[test]
    fn a_page_is_chosen_by_path_name_request_or_front_matter() {
        for word in [
            "api/user-*.md",
            "api/user-list-messages",
            "user-list-*",
            "/me/messages",
            "/users/*/messages",
            "/users/{id}/messages",
            "/users/**",
            "area:outlook",
            "ms.prod:out*",
            "tags:people",
        ] {
            assert!(chooses(word), "{word}");
        }
        for word in [
            "api/group-*.md",
            "messages",
            "/me",
            "/users/*",
            "/groups/**",
            "area:mail",
            "author:outlook",
            "tags:mail, people",
        ] {
            assert!(!chooses(word), "{word}");
        }
    }

    #[test]
    fn what_is_no_glob_is_named_as_it_was_written() {
        for word in ["api/[.md", "/users/[", "area:["] {
            let error = Selector::new(word).unwrap_err().to_string();
            assert!(error.contains(word), "{error}");
        }
    }
}
