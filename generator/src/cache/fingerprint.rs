//! From what a run is made, as one number.

use camino::Utf8PathBuf;
use serde::{Deserialize, Serialize};
use std::time::SystemTime;
use xxhash_rust::xxh3::{Xxh3, xxh3_128};

/// A hash of 128 bits. It tells changes apart, not attackers: who can choose pages can only spare themselves a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Fingerprint(pub u128);

/// The hash of some bytes.
pub(crate) fn hash(bytes: &[u8]) -> Fingerprint {
    Fingerprint(xxh3_128(bytes))
}

/// The hash of the program that runs, of the folder it runs in, of its `options`, and of the names and hashes of all pages.
/// `None` where the program cannot be told from others.
pub(crate) fn fingerprint<'a>(
    options: &[u8],
    pages: impl Iterator<Item = (&'a Utf8PathBuf, Fingerprint)>,
) -> Option<Fingerprint> {
    let mut hasher = Xxh3::new();
    hasher.update(program()?.as_bytes());
    hasher.update(std::env::current_dir().ok()?.as_os_str().as_encoded_bytes());
    hasher.update(options);
    for (page, content) in pages {
        // A length in front, so that no two lists of names look alike.
        hasher.update(&page.as_str().len().to_le_bytes());
        hasher.update(page.as_str().as_bytes());
        hasher.update(&content.0.to_le_bytes());
    }
    Some(Fingerprint(hasher.digest128()))
}

/// Version, file, length and time of the program: what is built anew is another one.
fn program() -> Option<String> {
    let path = std::env::current_exe().ok()?;
    let metadata = path.metadata().ok()?;
    let built = metadata.modified().ok()?;
    let built = built.duration_since(SystemTime::UNIX_EPOCH).ok()?;
    Some(format!(
        "{} {path:?} {} {built:?}",
        env!("CARGO_PKG_VERSION"),
        metadata.len()
    ))
}
