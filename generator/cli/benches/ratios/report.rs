//! The numbers, as tables and as JSON.

use super::machine;
use camino::Utf8Path;
use serde_json::{Value, json};
use std::error::Error;
use std::fmt::{Display, Write as _};
use std::fs;

/// Between these lines of a document stand the tables.
const MARKS: [&str; 2] = ["<!-- measured -->", "<!-- /measured -->"];

/// One number, and what it should not exceed.
pub struct Row {
    name: String,
    measured: f64,
    goal: Option<f64>,
}

impl Row {
    pub fn new(name: impl Into<String>, measured: f64) -> Self {
        Self {
            name: name.into(),
            measured,
            goal: None,
        }
    }

    /// What it should not exceed.
    pub fn goal(mut self, goal: f64) -> Self {
        self.goal = Some(goal);
        self
    }
}

/// All that was measured.
pub struct Report {
    facts: Vec<(String, String)>,
    rows: Vec<(&'static str, Row)>,
}

impl Default for Report {
    fn default() -> Self {
        Self {
            facts: machine::facts(),
            rows: Vec::new(),
        }
    }
}

impl Report {
    /// Adds something to know about the numbers.
    pub fn fact(&mut self, name: &str, value: impl Display) {
        self.facts.push((name.to_owned(), value.to_string()));
    }

    /// Adds a number to a section.
    pub fn row(&mut self, section: &'static str, row: Row) {
        eprintln!("{section}: {} {:.2}", row.name, row.measured);
        self.rows.push((section, row));
    }

    /// Facts and tables.
    pub fn markdown(&self) -> String {
        let mut text = String::new();
        for (name, value) in &self.facts {
            let _ = writeln!(text, "- {name}: {value}");
        }
        let mut current = "";
        for (section, row) in &self.rows {
            if current != *section {
                current = section;
                let _ = write!(
                    text,
                    "\n### {section}\n\n| what | measured | goal | |\n|---|--:|--:|---|\n"
                );
            }
            let (goal, met) = match row.goal {
                Some(goal) if row.measured <= goal => (format!("{goal}"), "met"),
                Some(goal) => (format!("{goal}"), "**missed**"),
                None => (String::new(), ""),
            };
            let _ = writeln!(
                text,
                "| {} | {:.2} | {goal} | {met} |",
                row.name, row.measured
            );
        }
        text
    }

    /// The same for programs.
    pub fn json(&self) -> Value {
        let facts: serde_json::Map<_, _> = self
            .facts
            .iter()
            .map(|(name, value)| (name.clone(), json!(value)))
            .collect();
        let rows: Vec<_> = self
            .rows
            .iter()
            .map(|(section, row)| {
                json!({ "section": section, "what": row.name, "measured": row.measured, "goal": row.goal })
            })
            .collect();
        json!({ "facts": facts, "rows": rows })
    }

    /// Replaces what stands between the marks in a document.
    pub fn put_into(&self, file: &Utf8Path) -> Result<(), Box<dyn Error>> {
        let text = fs::read_to_string(file)?;
        let [begin, end] = MARKS;
        let (before, rest) = text
            .split_once(begin)
            .ok_or_else(|| format!("{file}: there is no line `{begin}`"))?;
        let (_, after) = rest
            .split_once(end)
            .ok_or_else(|| format!("{file}: there is no line `{end}`"))?;
        let text = format!("{before}{begin}\n\n{}\n{end}{after}", self.markdown());
        Ok(fs::write(file, text)?)
    }
}
