use proptest::prelude::*;

use super::fill;
use crate::error::InvalidRequest;

/// The segments of the path as a parser of the URL standard sees them.
fn segments(path: &str) -> Vec<String> {
    let url = url::Url::parse(&format!("https://host{path}")).unwrap();
    assert_eq!((url.query(), url.fragment()), (None, None), "{path}");
    url.path_segments()
        .unwrap()
        .map(|segment| {
            percent_encoding::percent_decode_str(segment)
                .decode_utf8()
                .unwrap()
                .into_owned()
        })
        .collect()
}

#[test]
fn an_id_stays_one_segment() {
    for id in [
        "a/b", "a?b", "a#b", "a b", "%2e", "%2E%2e", "...", "é", "a\\b", "$ref", ";a=b", "\t\n",
        "a%2Fb",
    ] {
        assert_eq!(
            segments(&fill("/users/{}/messages", &[id]).unwrap()),
            ["users", id, "messages"]
        );
    }
}

#[test]
fn an_id_that_would_address_something_else_is_refused() {
    assert_eq!(
        fill("/users/{}", &[""]),
        Err(InvalidRequest::EmptyId("/users/{}".into()))
    );
    for id in [".", ".."] {
        assert_eq!(
            fill("/users/{}", &[id]),
            Err(InvalidRequest::DotSegment("/users/{}".into()))
        );
    }
}

#[test]
fn a_path_keeps_its_slashes_but_no_dot_segments() {
    let template = "/me/drive/root:/{+}:/content";
    assert_eq!(
        fill(template, &["a b/c:d.txt"]).unwrap(),
        "/me/drive/root:/a%20b/c%3Ad.txt:/content"
    );
    assert_eq!(
        fill(template, &["/a/b"]).unwrap(),
        "/me/drive/root:/a/b:/content"
    );
    for path in ["", "a//b", "a/", "/", "//a"] {
        assert_eq!(
            fill(template, &[path]),
            Err(InvalidRequest::EmptyId(template.into())),
            "{path}"
        );
    }
    for path in ["a/../b", ".", "a/."] {
        assert_eq!(
            fill(template, &[path]),
            Err(InvalidRequest::DotSegment(template.into())),
            "{path}"
        );
    }
}

#[test]
fn literals_cannot_end_early() {
    assert_eq!(
        fill("/f(name={'})", &["O'Neil/"]).unwrap(),
        "/f(name='O%27%27Neil%2F')"
    );
    assert_eq!(fill("/f(name={'})", &[""]).unwrap(), "/f(name='')");
    assert_eq!(
        fill("/f(n={=},d={=})", &["7", "2014-01-01T00:00:00+01:00"]).unwrap(),
        "/f(n=7,d=2014-01-01T00%3A00%3A00%2B01%3A00)"
    );
    assert_eq!(
        fill("/f(n={=})", &[""]),
        Err(InvalidRequest::EmptyId("/f(n={=})".into()))
    );
}

#[test]
fn values_and_slots_must_agree() {
    for (template, values) in [
        ("/a/{}", &[][..]),
        ("/a", &["b"][..]),
        ("/a/{", &["b"][..]),
        ("/a/{?}", &["b"][..]),
    ] {
        assert_eq!(
            fill(template, values),
            Err(InvalidRequest::Template(template.into()))
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(512) })]

    #[test]
    fn any_id_is_one_segment_or_refused(id in "\\PC*|[./%\\\\a2eEfF?#]{0,6}") {
        match fill("/users/{}/messages", &[&id]) {
            Ok(path) => prop_assert_eq!(segments(&path), vec!["users".to_owned(), id, "messages".to_owned()]),
            Err(_) => prop_assert!(matches!(&*id, "" | "." | "..")),
        }
    }

    #[test]
    fn any_path_keeps_its_segments_or_is_refused(path in "[a./%\\\\:?#é ]{0,12}") {
        if let Ok(filled) = fill("/root:/{+}:/x", &[&path]) {
            let mut expected = vec!["root:".to_owned()];
            expected.extend(path.trim_start_matches('/').split('/').map(str::to_owned));
            expected.last_mut().unwrap().push(':');
            expected.push("x".to_owned());
            prop_assert_eq!(segments(&filled), expected);
        }
    }
}
