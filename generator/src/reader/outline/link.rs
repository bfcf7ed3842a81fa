//! Where a link of a page leads within its tree.

use crate::dialect::Service;
use crate::reader::{Context, Target};
use camino::{Utf8Path, Utf8PathBuf};

/// The page and anchor that `destination` means on the page. `None` where it leaves the reference.
pub(crate) fn target(context: Context<'_, '_>, destination: &str) -> Option<Target> {
    let (path, anchor) = match destination.split_once('#') {
        Some((path, anchor)) => (path, Some(anchor.trim().to_lowercase())),
        None => (destination, None),
    };
    let anchor = anchor.filter(|anchor| !anchor.is_empty());
    let path = path.split('?').next().unwrap_or_default().trim();
    if path.is_empty() {
        return anchor.map(|anchor| Target {
            page: None,
            anchor: Some(anchor),
        });
    }
    let path = path.to_lowercase();
    let path = match published(&path, &context.dialect.service) {
        Some(rest) => resolve(Utf8Path::new(""), rest)?,
        None if path.contains("://") || path.starts_with('/') => return None,
        None => resolve(context.path.parent().unwrap_or(Utf8Path::new("")), &path)?,
    };
    Some(Target {
        page: Some(path),
        anchor,
    })
}

/// The part of a web address of the reference below its version: `resources/user`.
fn published<'p>(path: &'p str, service: &Service) -> Option<&'p str> {
    if !(path.contains("://") || path.starts_with('/')) {
        return None;
    }
    let mut roots = service.published.iter();
    let (_, rest) = roots.find_map(|root| path.split_once(root.as_str()))?;
    let mut versions = service.published_versions.iter();
    let below = versions.find_map(|version| rest.strip_prefix(version.as_str()));
    Some(below.unwrap_or(rest))
}

/// `path` as seen from `folder`, with an extension; `None` where it leaves the version.
pub(crate) fn resolve(folder: &Utf8Path, path: &str) -> Option<Utf8PathBuf> {
    let mut resolved = String::with_capacity(folder.as_str().len() + path.len() + 4);
    resolved.push_str(folder.as_str());
    for part in path.split(['/', '\\']) {
        match part {
            "" | "." => {}
            ".." if resolved.is_empty() => return None,
            ".." => resolved.truncate(resolved.rfind('/').unwrap_or(0)),
            _ => {
                if !resolved.is_empty() {
                    resolved.push('/');
                }
                resolved.push_str(part);
            }
        }
    }
    let last = resolved
        .rsplit('/')
        .next()
        .filter(|last| !last.is_empty())?;
    if !last.contains('.') {
        resolved.push_str(".md");
    }
    Some(resolved.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::test_page::read_page;

    fn read(destination: &str) -> Option<(Option<String>, Option<String>)> {
        let (target, _) = read_page("api/user-get.md", "", |context, _| {
            target(context, destination)
        });
        let target = target?;
        Some((target.page.map(Utf8PathBuf::into_string), target.anchor))
    }

    #[test]
    fn links_are_seen_from_the_version() {
        let page = |page: &str| Some((Some(page.to_owned()), None));
        assert_eq!(
            read("../resources/User.md?view=x"),
            page("resources/user.md")
        );
        assert_eq!(read("user-list.md"), page("api/user-list.md"));
        assert_eq!(
            read("/graph/api/resources/user?view=graph-rest-1.0"),
            page("resources/user.md")
        );
        assert_eq!(
            read("https://learn.microsoft.com/en-us/graph/api/resources/user"),
            page("resources/user.md")
        );
        assert_eq!(
            read("#Kind-Values"),
            Some((None, Some("kind-values".to_owned())))
        );
        assert_eq!(
            read("../resources/enums.md#a-values"),
            Some((
                Some("resources/enums.md".to_owned()),
                Some("a-values".to_owned())
            ))
        );
    }

    #[test]
    fn links_out_of_the_reference_lead_nowhere() {
        assert_eq!(read("../../../concepts/a.md"), None);
        assert_eq!(read("/graph/permissions-reference"), None);
        assert_eq!(read("https://example.com/a.md"), None);
        assert_eq!(read("#"), None);
    }
}
