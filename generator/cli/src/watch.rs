//! `--watch`: does the work again whenever a page is saved.

use crate::{Failure, Outcome, tell};
use camino::{Utf8Path, Utf8PathBuf};
use docbind::Generator;
use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use std::collections::BTreeMap;
use std::io::{IsTerminal, Write, stderr, stdout};
use std::process;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant, SystemTime};

/// Editors save in several steps; when nothing happened for so long, they are done.
const QUIET: Duration = Duration::from_millis(50);
/// So long it takes at most until a change is acted on, whatever else happens.
const PATIENCE: Duration = Duration::from_millis(500);
/// How often a docs folder that is gone is looked for.
const AGAIN: Duration = Duration::from_millis(200);
/// How a process ends that is told to stop at once.
const INTERRUPTED: i32 = 130;

/// Runs `work` now and after every change of a page or of `docbind.toml`, until Ctrl-C.
pub(super) fn watch(
    docs: &Utf8Path,
    mut work: impl FnMut() -> Result<Outcome, Failure>,
) -> Result<Outcome, Failure> {
    let (sender, signals) = channel();
    stop_on_interrupt(sender.clone())?;
    let mut folder = Folder::new(docs, sender)?;
    let mut seen = Inputs::of(docs);
    // What does not work at all is told as without --watch.
    work()?;
    loop {
        tell(format_args!("watching {docs}; Ctrl-C ends it"));
        match folder.next_change(&signals, &seen) {
            Some(inputs) => seen = inputs,
            None => return Ok(Outcome::Done),
        }
        clear_screen();
        if let Err(Failure(message)) = work() {
            tell(format_args!("error: {message}"));
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Signal {
    /// Something happened in the docs folder.
    Change,
    /// The person who watches has seen enough.
    Stop,
}

/// The first Ctrl-C ends the watch between two runs; a second one does not wait for the run.
fn stop_on_interrupt(signals: Sender<Signal>) -> Result<(), Failure> {
    let asked = AtomicBool::new(false);
    ctrlc::set_handler(move || {
        if asked.swap(true, Ordering::Relaxed) || signals.send(Signal::Stop).is_err() {
            process::exit(INTERRUPTED);
        }
    })
    .map_err(|error| Failure::new(format_args!("Ctrl-C cannot be listened to: {error}")))
}

/// The docs folder with the system's watch on it.
struct Folder<'a> {
    docs: &'a Utf8Path,
    watcher: RecommendedWatcher,
    /// Whether the watch is on; it goes with the folder.
    watched: bool,
}

impl<'a> Folder<'a> {
    fn new(docs: &'a Utf8Path, signals: Sender<Signal>) -> Result<Self, Failure> {
        let fail =
            |error: notify::Error| Failure::new(format_args!("{docs} cannot be watched: {error}"));
        let watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
            // Reading pages is no change of them. An error may have swallowed one.
            if !event.is_ok_and(|event| matches!(event.kind, EventKind::Access(_))) {
                // Nobody listens any more: the process is ending.
                let _ = signals.send(Signal::Change);
            }
        });
        let mut folder = Self {
            docs,
            watcher: watcher.map_err(fail)?,
            watched: true,
        };
        if docs.is_dir() {
            let mode = RecursiveMode::Recursive;
            folder
                .watcher
                .watch(docs.as_std_path(), mode)
                .map_err(fail)?;
        }
        Ok(folder)
    }

    /// Waits until the inputs are other than those `seen`; `None` when it is time to stop.
    fn next_change(&mut self, signals: &Receiver<Signal>, seen: &Inputs) -> Option<Inputs> {
        loop {
            let first = if self.watched {
                signals.recv().map_err(RecvTimeoutError::from)
            } else {
                signals.recv_timeout(AGAIN)
            };
            let settled = match first {
                Ok(Signal::Change) => settle(signals),
                Err(RecvTimeoutError::Timeout) => true,
                Ok(Signal::Stop) | Err(RecvTimeoutError::Disconnected) => false,
            };
            if !settled {
                return None;
            }
            self.renew();
            let inputs = Inputs::of(self.docs);
            if inputs != *seen {
                return Some(inputs);
            }
        }
    }

    /// Puts the watch on again: folders may have gone and others of the same name come, the docs folder itself among them.
    fn renew(&mut self) {
        let path = self.docs.as_std_path();
        // It is not there where the folder is gone.
        let _ = self.watcher.unwatch(path);
        self.watched = self.watcher.watch(path, RecursiveMode::Recursive).is_ok();
    }
}

/// Lets the rest of a change come in. False when it is time to stop.
fn settle(signals: &Receiver<Signal>) -> bool {
    let begin = Instant::now();
    while begin.elapsed() < PATIENCE {
        match signals.recv_timeout(QUIET) {
            Ok(Signal::Change) => {}
            Err(RecvTimeoutError::Timeout) => break,
            Ok(Signal::Stop) | Err(RecvTimeoutError::Disconnected) => return false,
        }
    }
    true
}

/// What a run depends on: each file's time and size. What docbind itself writes, into the docs folder too, is not among it.
#[derive(Debug, PartialEq, Eq)]
struct Inputs(BTreeMap<Utf8PathBuf, (Option<SystemTime>, u64)>);

impl Inputs {
    fn of(docs: &Utf8Path) -> Self {
        let files = Generator::new(docs).input_files();
        let stamped = files.into_iter().filter_map(|file| {
            let metadata = file.metadata().ok()?;
            Some((file, (metadata.modified().ok(), metadata.len())))
        });
        Self(stamped.collect())
    }
}

/// Begins a new screen, where there is one.
fn clear_screen() {
    if stdout().is_terminal() || stderr().is_terminal() {
        // The screen, what was scrolled out of it, and the cursor to its top.
        let _ = stderr().write_all(b"\x1b[2J\x1b[3J\x1b[H");
    }
}
