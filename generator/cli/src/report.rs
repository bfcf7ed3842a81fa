//! The report that `check` and `generate` write.

use crate::Failure;
use camino::{Utf8Path, Utf8PathBuf};
use clap::Args;
use docbind::metadata::Metadata;
use docbind::report::accounting;
use docbind::report::{Contents, markdown};
use std::fs;

/// Whether, and where.
#[derive(Debug, Args)]
pub(super) struct Report {
    /// Write what became of the pages to this file: a Markdown page to read, or JSON where the name ends in `.json`
    #[arg(long, value_name = "FILE")]
    report: Option<Utf8PathBuf>,
    /// Compare the pages with the service's metadata in the report: a CSDL `$metadata` document of the same version
    #[arg(long, value_name = "FILE", requires = "report")]
    metadata: Option<Utf8PathBuf>,
}

impl Report {
    /// Reads the metadata, so that a wrong file is told before the pages are read.
    pub(super) fn metadata(&self) -> Result<Option<Metadata>, Failure> {
        let (Some(file), Some(report)) = (&self.metadata, &self.report) else {
            return Ok(None);
        };
        if is_json(report) {
            return Err(Failure::new(
                "--metadata is for a report in Markdown: let the name after --report end in .md",
            ));
        }
        let metadata = Metadata::load(file)
            .map_err(|error| Failure::new(format_args!("--metadata {file}: {error}")))?;
        Ok(Some(metadata))
    }

    /// Whether there is anything to write.
    pub(super) fn is_asked_for(&self) -> bool {
        self.report.is_some()
    }

    /// Writes the file, if one is asked for.
    pub(super) fn write(&self, contents: Contents<'_>) -> Result<(), Failure> {
        let Some(file) = &self.report else {
            return Ok(());
        };
        if contents.metadata.is_some() && contents.models.len() != 1 {
            return Err(Failure::new(
                "--metadata describes one version, and there are several: point --docs at the folder of that version",
            ));
        }
        let text = if is_json(file) {
            format!("{:#}\n", accounting::report(contents.models))
        } else {
            markdown(contents, file.parent().unwrap_or(Utf8Path::new(".")))
        };
        fs::write(file, text).map_err(|error| Failure::new(format_args!("{file}: {error}")))
    }
}

fn is_json(file: &Utf8Path) -> bool {
    file.extension()
        .is_some_and(|extension| extension.eq_ignore_ascii_case("json"))
}
