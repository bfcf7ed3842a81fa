//! The pages of a docs folder as they were at a revision of its git repository.

use super::Failure;
use super::place::absolute;
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
            GitError::Refused(words) if words.is_empty() => Failure::new(format_args!(
                "--base {revision}: git knows no such revision here"
            )),
            error => error.failure(),
        })?;
        let listing = git(&docs, &["ls-tree", "-r", "-z", commit.trim(), "--", "."])
            .map_err(GitError::failure)?;
        let files = files(&listing);
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
            .map_err(|error| Failure::new(format_args!("git cat-file: {error}")))?;
        Ok(Self {
            folder: (!files.is_empty()).then_some(root),
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
            Self::Missing(error) => Failure::new(format_args!("--base needs git: {error}")),
            Self::Refused(words) => Failure::new(format_args!("git: {words}")),
        }
    }
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

/// A file of a revision: the name of its content, and its path.
type Blob = (String, Utf8PathBuf);

/// Pages and settings among the entries of `git ls-tree -z`; links and submodules are left out.
fn files(listing: &str) -> Vec<Blob> {
    let entry = |entry: &str| -> Option<Blob> {
        let (facts, path) = entry.split_once('\t')?;
        let mut facts = facts.split(' ');
        let (mode, _, object) = (facts.next()?, facts.next()?, facts.next()?);
        let path = Utf8PathBuf::from(path);
        let wanted = path
            .extension()
            .is_some_and(|extension| extension.eq_ignore_ascii_case("md") || extension == "toml");
        let inside = path
            .components()
            .all(|part| matches!(part, Utf8Component::Normal(_)));
        (mode.starts_with("100") && wanted && inside).then(|| (object.to_owned(), path))
    };
    listing.split('\0').filter_map(entry).collect()
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
                .try_for_each(|(object, _)| writeln!(asked, "{object}"))
        });
        let mut answers = BufReader::new(answers);
        files
            .iter()
            .try_for_each(|(_, path)| write_next(&mut answers, &root.join(path)))
    });
    child.wait()?;
    copied
}

/// `<object> blob <size>`, the bytes, and a line feed.
fn write_next(answers: &mut impl BufRead, path: &Utf8Path) -> io::Result<()> {
    let mut line = String::new();
    answers.read_line(&mut line)?;
    let size: u64 = line
        .trim_end()
        .rsplit(' ')
        .next()
        .and_then(|size| size.parse().ok())
        .ok_or_else(|| {
            io::Error::other(format!("{path}: unexpected answer `{}`", line.trim_end()))
        })?;
    let mut bytes = Vec::new();
    answers
        .take(size.min(MAX_FILE_BYTES))
        .read_to_end(&mut bytes)?;
    let rest = size.saturating_sub(MAX_FILE_BYTES).saturating_add(1);
    io::copy(&mut answers.take(rest), &mut io::sink())?;
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, bytes)
}
