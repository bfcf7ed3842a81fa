//! Globs, as people write them: any text gives a glob or says why it is none.

use crate::diagnostic::LintError;
use globset::{Glob, GlobBuilder, GlobSet, GlobSetBuilder};

/// Bytes of a glob; longer ones cost more than a run.
const LONGEST: usize = 4096;

/// Where `*` ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stars {
    /// Nowhere: `api*` is `api/user-get.md` too.
    CrossSlashes,
    /// At a slash, as in the path of a request; capital and small letters are the same.
    StayInSegment,
}

/// One glob. `word` is what the person wrote, of which `pattern` was made.
pub(crate) fn glob(pattern: &str, word: &str, stars: Stars) -> Result<GlobSet, LintError> {
    set([(parse(pattern, word, stars)?, word)])
}

/// Several globs on paths of pages.
pub(crate) fn globs<'a>(
    patterns: impl IntoIterator<Item = &'a String>,
) -> Result<GlobSet, LintError> {
    let parsed = patterns.into_iter().map(|word| {
        let glob = parse(word, word, Stars::CrossSlashes)?;
        Ok((glob, word.as_str()))
    });
    set(parsed.collect::<Result<Vec<_>, _>>()?)
}

fn parse(pattern: &str, word: &str, stars: Stars) -> Result<Glob, LintError> {
    if pattern.len() > LONGEST {
        let reason = format!("it is longer than {LONGEST} bytes");
        return Err(not_a_glob(word, reason));
    }
    let in_segment = stars == Stars::StayInSegment;
    GlobBuilder::new(pattern)
        .literal_separator(in_segment)
        .case_insensitive(in_segment)
        .build()
        .map_err(|error| not_a_glob(word, error.kind().to_string()))
}

/// Compiles globs one by one first: a glob may be well formed and still too large, or nest too deep, to be compiled.
fn set<'a>(globs: impl IntoIterator<Item = (Glob, &'a str)>) -> Result<GlobSet, LintError> {
    let mut set = GlobSetBuilder::new();
    let mut last = "";
    for (glob, word) in globs {
        let mut alone = GlobSetBuilder::new();
        alone.add(glob.clone());
        let compiled = alone.build();
        compiled.map_err(|error| not_a_glob(word, error.kind().to_string()))?;
        set.add(glob);
        last = word;
    }
    set.build()
        .map_err(|error| not_a_glob(last, error.kind().to_string()))
}

fn not_a_glob(word: &str, reason: String) -> LintError {
    let shown = match word.char_indices().nth(60) {
        Some((at, _)) => format!("{}...", word.get(..at).unwrap_or_default()),
        None => word.to_owned(),
    };
    LintError::Glob {
        glob: shown,
        reason,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_glob_that_nests_too_deep_is_an_error() {
        for depth in [1, 20, 200, 1000] {
            let word = format!("{}b{}", "{a,".repeat(depth), "}".repeat(depth));
            for stars in [Stars::CrossSlashes, Stars::StayInSegment] {
                let compiled = glob(&word, &word, stars);
                match compiled {
                    Ok(glob) => assert!(glob.is_match("b"), "{depth}"),
                    Err(error) => {
                        assert!(depth > 20, "{error}");
                        assert!(error.to_string().contains("is not a glob"), "{error}");
                    }
                }
            }
            assert_eq!(
                globs([&word]).is_ok(),
                glob(&word, &word, Stars::CrossSlashes).is_ok()
            );
        }
    }

    #[test]
    fn a_long_glob_is_an_error() {
        let word = "{a*,".repeat(2000);
        assert!(
            globs([&word])
                .unwrap_err()
                .to_string()
                .contains("longer than")
        );
    }
}
