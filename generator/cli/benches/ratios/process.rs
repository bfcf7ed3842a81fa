//! Processes, and what they use.

use std::error::Error;
use std::process::{Command, Stdio};
use std::time::Instant;
use wait4::Wait4;

/// What a process and those it started have used.
#[derive(Clone, Copy, Debug)]
pub struct Usage {
    /// User and system time, in seconds.
    pub cpu: f64,
    /// Time on the clock, in seconds.
    pub wall: f64,
    /// The largest resident set of one of them, in MiB.
    pub peak: f64,
}

impl Usage {
    /// The least time of two runs: what else the machine does only ever adds to it. Of memory the most.
    pub fn least(self, other: Self) -> Self {
        Self {
            cpu: self.cpu.min(other.cpu),
            wall: self.wall.min(other.wall),
            peak: self.peak.max(other.peak),
        }
    }
}

/// Runs a command to its end. 1 is docbind's exit status for findings on pages and counts as success.
pub fn measure(command: &mut Command) -> Result<Usage, Box<dyn Error>> {
    command.stdin(Stdio::null()).stdout(Stdio::null());
    let start = Instant::now();
    let used = command.stderr(Stdio::null()).spawn()?.wait4()?;
    let wall = start.elapsed().as_secs_f64();
    if !matches!(used.status.code(), Some(0 | 1)) {
        return Err(format!("{command:?}: {}", used.status).into());
    }
    Ok(Usage {
        cpu: (used.rusage.utime + used.rusage.stime).as_secs_f64(),
        wall,
        peak: used.rusage.maxrss as f64 / f64::from(1 << 20),
    })
}

/// The median of some numbers.
pub fn median(numbers: impl IntoIterator<Item = f64>) -> f64 {
    let mut numbers: Vec<f64> = numbers.into_iter().collect();
    numbers.sort_by(f64::total_cmp);
    let middle = numbers.len() / 2;
    match numbers.len() {
        0 => f64::NAN,
        odd if odd % 2 == 1 => numbers[middle],
        _ => f64::midpoint(numbers[middle - 1], numbers[middle]),
    }
}
