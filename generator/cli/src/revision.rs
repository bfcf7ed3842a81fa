//! The pages of a docs folder as they were at a revision of its git repository.

use crate::Failure;
use crate::place::absolute;
use camino::{Utf8Component, Utf8Path, Utf8PathBuf};
use std::fs;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// Bytes of a file that are kept at most; longer pages are refused anyway.
const MAX_FILE_BYTES: u64 = 16 << 20;

/// A temporary copy of the pages, which is gone with this value.
pub(super) struct Revision {
    folder: Option<Utf8PathBuf>,
    _copy: TempDir,
}

impl Revision {
    /// The pages that `docs` had at `revision`: git answers, whatever is checked out stays as it is.
    pub(super) fn of(docs: &Utf8Path, revision: &str) -> Result<Self, Failure> {
        let docs = absolute(docs)?;
        let commit = format!("{revision}^{{commit}}");
        let commit = git(
            &docs,
            &[
                "rev-parse",
                "--verify",
                "--quiet",
                "--end-of-options",
                &commit,
            ],
        )
        .map_err(|error| match error {
            GitError::Refused(words) if words.is_empty() => unknown(&docs, revision),
            error => error.failure(),
        })?;
        let listing = git(&docs, &["ls-tree", "-r", "-z", commit.trim(), "--", "."])
            .map_err(GitError::failure)?;
        let files = files(&listing);
        let has_pages = files.iter().any(|file| is_page(&file.path));
        let copy = tempfile::tempdir()?;
        // The name of the folder may be that of the version.
        let name = docs.file_name().unwrap_or("docs");
        let root = Utf8Path::from_path(copy.path()).map(|path| path.join(name));
        let Some(root) = root else {
            return Err(Failure::new(
                "the temporary folder has a name that is not UTF-8",
            ));
        };
        copy_files(&docs, &files, &root)
            .map_err(|error| Failure::new(format_args!("--base {revision}: {error}")))?;
        Ok(Self {
            folder: has_pages.then_some(root),
            _copy: copy,
        })
    }

    /// The folder that holds the copy; none where the revision has no pages there.
    pub(super) fn folder(&self) -> Option<&Utf8Path> {
        self.folder.as_deref()
    }
}

enum GitError {
    /// There is no git.
    Missing(io::Error),
    /// git says why not.
    Refused(String),
}

impl GitError {
    fn failure(self) -> Failure {
        match self {
            Self::Missing(error) => Failure::new(format_args!(
                "--base needs the program git: {error}; install it, or compare two folders: docbind diff OLD NEW"
            )),
            Self::Refused(words) => Failure::new(format_args!(
                "--base needs pages in a git repository: {words}\nname their folder with --docs, or compare two folders: docbind diff OLD NEW"
            )),
        }
    }
}

/// What to do about a revision that git does not know.
fn unknown(docs: &Utf8Path, revision: &str) -> Failure {
    let shallow = git(docs, &["rev-parse", "--is-shallow-repository"]);
    let help = if shallow.is_ok_and(|answer| answer.trim() == "true") {
        "this clone is shallow: `git fetch --unshallow` gets the rest (in GitHub Actions, `fetch-depth: 0` of actions/checkout)"
    } else {
        "name a branch, a tag or a commit of the repository that holds the pages, such as origin/main; `git fetch` gets new ones"
    };
    Failure::new(format_args!(
        "--base {revision}: git knows no such commit in {docs}; {help}"
    ))
}

fn git(folder: &Utf8Path, arguments: &[&str]) -> Result<String, GitError> {
    let output = Command::new("git")
        .args(arguments)
        .current_dir(folder)
        .output()
        .map_err(GitError::Missing)?;
    if !output.status.success() {
        let words = String::from_utf8_lossy(&output.stderr);
        return Err(GitError::Refused(words.trim().to_owned()));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// A file of a revision.
struct Blob {
    /// The name of its content.
    object: String,
    /// Below the docs folder.
    path: Utf8PathBuf,
    /// Its content is the path of another file.
    is_link: bool,
}

/// Pages and settings among the entries of `git ls-tree -z`; submodules are left out.
fn files(listing: &str) -> Vec<Blob> {
    let entry = |entry: &str| -> Option<Blob> {
        let (facts, path) = entry.split_once('\t')?;
        let mut facts = facts.split(' ');
        let (mode, _, object) = (facts.next()?, facts.next()?, facts.next()?);
        let path = Utf8PathBuf::from(path);
        let wanted = is_page(&path) || path.extension() == Some("toml");
        let inside = path
            .components()
            .all(|part| matches!(part, Utf8Component::Normal(_)));
        let is_link = mode == "120000";
        let is_file = mode.starts_with("100") || is_link;
        (is_file && wanted && inside).then(|| Blob {
            object: object.to_owned(),
            path,
            is_link,
        })
    };
    listing.split('\0').filter_map(entry).collect()
}

fn is_page(path: &Utf8Path) -> bool {
    path.extension()
        .is_some_and(|extension| extension.eq_ignore_ascii_case("md"))
}

/// Writes every file below `root`: one git process gives all contents.
fn copy_files(docs: &Utf8Path, files: &[Blob], root: &Utf8Path) -> io::Result<()> {
    let mut child = Command::new("git")
        .args(["cat-file", "--batch"])
        .current_dir(docs)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()?;
    let (Some(mut asked), Some(answers)) = (child.stdin.take(), child.stdout.take()) else {
        return Err(io::Error::other("no pipe"));
    };
    let copied = std::thread::scope(|scope| {
        // Asked from a thread of its own, so that neither side waits for the other with a full pipe.
        scope.spawn(move || {
            files
                .iter()
                .try_for_each(|file| writeln!(asked, "{}", file.object))
        });
        let mut answers = BufReader::new(answers);
        let mut links = Vec::new();
        for file in files {
            let content = next(&mut answers, &file.path)?;
            if file.is_link {
                links.push((&file.path, content));
            } else {
                write(&root.join(&file.path), &content)?;
            }
        }
        links
            .iter()
            .try_for_each(|(path, content)| follow(path, content, root))
    });
    child.wait()?;
    copied
}

/// Copies the file that a link leads to, if it is one of the copies.
fn follow(path: &Utf8Path, content: &[u8], root: &Utf8Path) -> io::Result<()> {
    let target = str::from_utf8(content).ok();
    let target = target.and_then(|target| leads_to(path, target));
    match target.map(|target| fs::read(root.join(target))) {
        Some(Ok(page)) => write(&root.join(path), &page),
        _ => Ok(()),
    }
}

/// Where a link leads, if that is below the docs folder.
fn leads_to(path: &Utf8Path, target: &str) -> Option<Utf8PathBuf> {
    let mut place = path.parent()?.to_owned();
    for part in Utf8Path::new(target).components() {
        match part {
            Utf8Component::Normal(part) => place.push(part),
            Utf8Component::ParentDir if place.pop() => {}
            Utf8Component::CurDir => {}
            _ => return None,
        }
    }
    Some(place)
}

/// Reads `<object> blob <size>`, the bytes, and a line feed.
fn next(answers: &mut impl BufRead, path: &Utf8Path) -> io::Result<Vec<u8>> {
    let mut line = String::new();
    answers.read_line(&mut line)?;
    let size: u64 = line
        .trim_end()
        .rsplit(' ')
        .next()
        .and_then(|size| size.parse().ok())
        .ok_or_else(|| {
            io::Error::other(format!(
                "git does not have the content of {path} (`{}`): fetch it first",
                line.trim_end()
            ))
        })?;
    let mut bytes = Vec::new();
    answers
        .take(size.min(MAX_FILE_BYTES))
        .read_to_end(&mut bytes)?;
    let rest = size.saturating_sub(MAX_FILE_BYTES).saturating_add(1);
    io::copy(&mut answers.take(rest), &mut io::sink())?;
    Ok(bytes)
}

fn write(path: &Utf8Path, content: &[u8]) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, content)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_stay_in_the_docs_folder() {
        let leads =
            |target| leads_to(Utf8Path::new("v1.0/api/a.md"), target).map(Utf8PathBuf::into_string);
        assert_eq!(leads("b.md").as_deref(), Some("v1.0/api/b.md"));
        assert_eq!(
            leads("./../resources/b.md").as_deref(),
            Some("v1.0/resources/b.md")
        );
        assert_eq!(leads("../../b.md").as_deref(), Some("b.md"));
        assert_eq!(leads("../../../b.md"), None);
        assert_eq!(leads("/etc/passwd"), None);
    }

    #[test]
    fn only_pages_and_settings_are_copied() {
        let listing = [
            "100644 blob 1\tv1.0/api/a.md",
            "100755 blob 2\tdocbind.toml",
            "100644 blob 3\tv1.0/api/a.png",
            "160000 commit 4\tv1.0/api/module.md",
            "120000 blob 5\tv1.0/api/link.MD",
            "100644 blob 6\t../b.md",
        ];
        let files = files(&listing.join("\0"));
        let found: Vec<_> = files
            .iter()
            .map(|file| (&*file.object, file.is_link))
            .collect();
        assert_eq!(found, [("1", false), ("2", false), ("5", true)]);
    }
}
