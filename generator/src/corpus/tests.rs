use crate::corpus::{CorpusError, PlacesOfPages, find};
use crate::diagnostic::Code;
use camino::{Utf8Path, Utf8PathBuf};
use std::fs;

struct Docs(tempfile::TempDir);

impl Docs {
    fn with(files: &[&str]) -> Self {
        let docs = Self(tempfile::tempdir().unwrap());
        for file in files {
            let path = docs.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, file).unwrap();
        }
        docs
    }

    fn path(&self) -> &Utf8Path {
        Utf8Path::from_path(self.0.path()).unwrap()
    }
}

fn names(paths: &[Utf8PathBuf]) -> Vec<&str> {
    paths.iter().map(|path| path.as_str()).collect()
}

#[test]
fn finds_versions_and_pages_sorted_bytewise() {
    let docs = Docs::with(&[
        "v1.0/resources/user.md",
        "v1.0/api/user-get.md",
        "v1.0/api/Zebra-get.md",
        "v1.0/api/deep/a.md",
        "v1.0/concepts/overview.md",
        "v1.0/includes/x.md",
        "beta/api/user-get.md",
        "docbind.toml",
    ]);
    let versions = find(docs.path(), PlacesOfPages::Usual).unwrap();
    assert_eq!(
        versions
            .iter()
            .map(|version| &*version.name)
            .collect::<Vec<_>>(),
        ["beta", "v1.0"]
    );
    assert_eq!(
        names(&versions[1].pages),
        [
            "api/Zebra-get.md",
            "api/deep/a.md",
            "api/user-get.md",
            "resources/user.md"
        ]
    );
    assert_eq!(
        versions[1].read("api/deep/a.md".into(), 100).unwrap(),
        b"v1.0/api/deep/a.md"
    );
    assert_eq!(
        versions[1].read("api/deep/a.md".into(), 3).unwrap(),
        b"v1.0"
    );
}

#[test]
fn one_version_is_named_after_its_folder_if_that_is_a_version() {
    let docs = Docs::with(&["v2.1/api/a.md", "checkout/api/a.md"]);
    assert_eq!(
        find(&docs.path().join("v2.1"), PlacesOfPages::Usual).unwrap()[0].name,
        "v2.1"
    );
    assert_eq!(
        find(&docs.path().join("checkout"), PlacesOfPages::Usual).unwrap()[0].name,
        "v1.0"
    );
}

#[test]
fn skips_what_editors_leave_and_other_files() {
    let docs = Docs::with(&[
        "v1.0/api/a.md",
        "v1.0/api/.#a.md",
        "v1.0/api/#a.md#",
        "v1.0/api/a.md~",
        "v1.0/api/a.md.orig",
        "v1.0/api/.a.md.swp",
        "v1.0/api/~a.md",
        "v1.0/api/toc.yml",
        "v1.0/api/.hidden/b.md",
        ".git/api/c.md",
    ]);
    let versions = find(docs.path(), PlacesOfPages::Usual).unwrap();
    assert_eq!(versions.len(), 1);
    assert_eq!(names(&versions[0].pages), ["api/a.md"]);
    assert!(versions[0].refused.is_empty());
}

#[test]
fn refuses_odd_names_and_says_which() {
    let docs = Docs::with(&[
        "v1.0/api/a b.md",
        "v1.0/api/ü.md",
        "v1.0/api/-.md",
        "v1.0/api/ok.md",
    ]);
    let version = &find(docs.path(), PlacesOfPages::Usual).unwrap()[0];
    assert_eq!(names(&version.pages), ["api/ok.md"]);
    let refused: Vec<_> = version
        .refused
        .iter()
        .map(|d| (d.page.as_str(), d.code))
        .collect();
    assert_eq!(
        refused,
        [
            ("api/-.md", Code::StemInvalid),
            ("api/a b.md", Code::StemInvalid),
            ("api/ü.md", Code::StemInvalid)
        ]
    );
    assert!(
        version.refused[1].message.contains("' '"),
        "{}",
        version.refused[1].message
    );
}

#[test]
#[cfg(target_os = "linux")]
fn refuses_a_second_page_that_differs_only_in_case() {
    let docs = Docs::with(&["v1.0/api/User-get.md", "v1.0/api/user-get.md"]);
    let version = &find(docs.path(), PlacesOfPages::Usual).unwrap()[0];
    assert_eq!(names(&version.pages), ["api/User-get.md"]);
    assert_eq!(version.refused[0].code, Code::StemClash);
    assert_eq!(version.refused[0].page, "api/user-get.md");
}

#[test]
#[cfg(target_os = "linux")]
fn refuses_a_name_that_is_not_utf8() {
    use std::os::unix::ffi::OsStrExt;
    let docs = Docs::with(&["v1.0/api/a.md"]);
    let name = std::ffi::OsStr::from_bytes(b"b\xff.md");
    fs::write(docs.path().join("v1.0/api").as_std_path().join(name), "").unwrap();
    let version = &find(docs.path(), PlacesOfPages::Usual).unwrap()[0];
    assert_eq!(names(&version.pages), ["api/a.md"]);
    assert_eq!(version.refused[0].page, "api/b\u{fffd}.md");
}

#[test]
fn says_what_is_wrong_with_a_folder() {
    let docs = Docs::with(&["guide/a.md", "my docs/api/a.md"]);
    assert!(matches!(
        find(&docs.path().join("none"), PlacesOfPages::Usual),
        Err(CorpusError::Missing(_))
    ));
    assert!(matches!(
        find(&docs.path().join("guide"), PlacesOfPages::Usual),
        Err(CorpusError::Empty(_))
    ));
    assert!(matches!(
        find(docs.path(), PlacesOfPages::Usual),
        Err(CorpusError::VersionName(_))
    ));
}

#[test]
fn includes_stay_inside_the_docs_folder() {
    let docs = Docs::with(&[
        "docs/v1.0/api/a.md",
        "docs/v1.0/includes/permissions/x.md",
        "docs/includes/shared.md",
        "includes/far.md",
        "secret.md",
    ]);
    let mut version = find(&docs.path().join("docs"), PlacesOfPages::Usual)
        .unwrap()
        .remove(0);
    assert!(
        version
            .include("includes/permissions/x.md".into())
            .is_some()
    );
    assert!(version.include("../includes/shared.md".into()).is_some());
    assert_eq!(version.include("../../secret.md".into()), None);
    assert!(version.leads_out("../../secret.md".into()));
    assert!(!version.leads_out("../../nothing.md".into()));
    assert_eq!(version.include(&docs.path().join("secret.md")), None);
    assert_eq!(version.include("includes".into()), None);
    let far = "../../includes/far.md".into();
    assert_eq!(version.include(far), None);
    version.allow_includes(&docs.path().join("includes"));
    assert!(version.include(far).is_some());
    assert_eq!(version.include("../../secret.md".into()), None);
}

#[test]
#[cfg(unix)]
fn links_out_of_the_docs_folder_are_refused() {
    use std::os::unix::fs::symlink;
    let docs = Docs::with(&["docs/v1.0/api/a.md", "docs/v1.0/includes/x.md", "secret.md"]);
    let secret = docs.path().join("secret.md");
    symlink(&secret, docs.path().join("docs/v1.0/api/b.md")).unwrap();
    symlink("../../../secret.md", docs.path().join("docs/v1.0/api/c.md")).unwrap();
    symlink("b.md", docs.path().join("docs/v1.0/api/d.md")).unwrap();
    symlink(&secret, docs.path().join("docs/v1.0/includes/y.md")).unwrap();
    symlink(docs.path(), docs.path().join("docs/v1.0/includes/all")).unwrap();
    let version = &find(&docs.path().join("docs"), PlacesOfPages::Usual).unwrap()[0];
    assert_eq!(names(&version.pages), ["api/a.md"]);
    let refused: Vec<_> = version
        .refused
        .iter()
        .map(|refused| (refused.code, refused.page.as_str()))
        .collect();
    let out = |page| (Code::LeadsOut, page);
    assert_eq!(refused, [out("api/b.md"), out("api/c.md"), out("api/d.md")]);
    assert!(version.include("includes/x.md".into()).is_some());
    for path in ["includes/y.md", "includes/all/secret.md"] {
        assert_eq!(version.include(path.into()), None, "{path}");
        assert!(version.leads_out(path.into()), "{path}");
    }
}

#[test]
#[cfg(unix)]
fn the_folders_of_a_version_may_be_links() {
    use std::os::unix::fs::symlink;
    let docs = Docs::with(&["elsewhere/api/a.md", "docs/docbind.toml"]);
    symlink("../elsewhere", docs.path().join("docs/v1.0")).unwrap();
    let version = &find(&docs.path().join("docs"), PlacesOfPages::Usual).unwrap()[0];
    assert_eq!(names(&version.pages), ["api/a.md"]);
}

#[test]
#[cfg(unix)]
fn a_link_to_a_page_is_a_page_and_a_dangling_one_is_nothing() {
    use std::os::unix::fs::symlink;
    let docs = Docs::with(&["v1.0/api/a.md"]);
    symlink(
        docs.path().join("v1.0/api/a.md"),
        docs.path().join("v1.0/api/b.md"),
    )
    .unwrap();
    // What Emacs puts beside a file that is being edited.
    symlink("someone@host.1:2", docs.path().join("v1.0/api/.#a.md")).unwrap();
    symlink("nowhere", docs.path().join("v1.0/api/c.md")).unwrap();
    let version = &find(docs.path(), PlacesOfPages::Usual).unwrap()[0];
    assert_eq!(names(&version.pages), ["api/a.md", "api/b.md"]);
}

#[test]
fn pages_may_be_in_any_folder_of_a_version() {
    let files = [
        "v2/reference/harbours/get.md",
        "v2/overview.md",
        "v2/includes/part.md",
        "guides/start.md",
    ];
    let docs = Docs::with(&files);
    let found = find(docs.path(), PlacesOfPages::Usual).unwrap();
    let versions: Vec<_> = found.iter().map(|version| &*version.name).collect();
    assert_eq!(versions, ["v2"], "no version has the usual folders");
    assert_eq!(
        names(&found[0].pages),
        ["overview.md", "reference/harbours/get.md"]
    );
    let alone = find(&docs.path().join("v2"), PlacesOfPages::Usual).unwrap();
    assert_eq!(alone[0].pages, found[0].pages);

    let docs = Docs::with(&["v1/api/a.md", "v1/reference/b.md", "v2/reference/c.md"]);
    let usual = find(docs.path(), PlacesOfPages::Usual).unwrap();
    assert_eq!(names(&usual[0].pages), ["api/a.md"]);
    let anywhere = find(docs.path(), PlacesOfPages::Anywhere).unwrap();
    assert_eq!(names(&anywhere[0].pages), ["api/a.md", "reference/b.md"]);
}
