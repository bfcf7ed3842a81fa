//! A progress bar, on a terminal, for docs folders that take a while.

use docbind::{Generator, Progress};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// With fewer pages a run is over before a bar could be read.
const LONG: usize = 1000;

/// The bar of a run.
pub(super) struct Bar(ProgressBar);

impl Bar {
    pub(super) fn new() -> Self {
        Self(ProgressBar::hidden())
    }

    /// `generator`, which now moves this bar.
    pub(super) fn watch(&self, generator: Generator) -> Generator {
        let bar = self.0.clone();
        generator.on_progress(move |progress| match progress {
            Progress::Found(pages) if pages >= LONG => begin(&bar, pages),
            Progress::Found(_) => {}
            Progress::Read => bar.inc(1),
            Progress::Linking => bar.set_message("linking types"),
            Progress::Emitting => bar.set_message("writing sources"),
            _ => {}
        })
    }

    pub(super) fn finish(&self) {
        self.0.finish_and_clear();
    }
}

fn begin(bar: &ProgressBar, pages: usize) {
    // Two folders may be read at once.
    bar.set_length(bar.length().unwrap_or(0) + pages as u64);
    if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len} pages  {msg}") {
        bar.set_style(style);
    }
    bar.set_message("reading");
    // Draws nothing where stderr is not a terminal.
    bar.set_draw_target(ProgressDrawTarget::stderr());
}
