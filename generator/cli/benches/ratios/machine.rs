//! Facts of the machine.

use std::fs;
use std::process::Command;
use std::thread;

/// What stands above the tables.
pub fn facts() -> Vec<(String, String)> {
    let cpu =
        line_of("/proc/cpuinfo", "model name").unwrap_or_else(|| std::env::consts::ARCH.to_owned());
    let memory = line_of("/proc/meminfo", "MemTotal").unwrap_or_default();
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let threads = thread::available_parallelism().map_or(1, usize::from);
    [
        ("processor", format!("{cpu}, {threads} threads")),
        ("memory", memory),
        (
            "load before",
            load.split(' ').next().unwrap_or_default().to_owned(),
        ),
        ("rustc", version("rustc")),
    ]
    .map(|(name, value)| (name.to_owned(), value))
    .to_vec()
}

fn line_of(file: &str, key: &str) -> Option<String> {
    let text = fs::read_to_string(file).ok()?;
    let line = text.lines().find(|line| line.starts_with(key))?;
    Some(line.split_once(':')?.1.trim().to_owned())
}

fn version(tool: &str) -> String {
    let output = Command::new(tool).arg("--version").output();
    output.map_or_else(
        |_| String::new(),
        |output| String::from_utf8_lossy(&output.stdout).trim().to_owned(),
    )
}
