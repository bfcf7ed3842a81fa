//! `docbind explain`.

use crate::{Failure, Outcome, print};
use clap::Args;
use docbind::diagnostic::{Code, Severity, explanation, near_code, weight};

/// Say what a finding means, with a page that raises it and one that does not
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  docbind explain DB0301")]
pub(super) struct Arguments {
    /// The code in brackets behind `error` or `warning`; without one, all codes are listed
    code: Option<String>,
}

pub(super) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let Some(id) = &arguments.code else {
        print(|out| {
            Code::ALL.iter().try_for_each(|code| {
                let weight = code.severity().map_or("allowed", Severity::word);
                writeln!(out, "{}  {weight:7}  {}", code.id(), code.title())
            })
        })?;
        return Ok(Outcome::Done);
    };
    let code = Code::from_id(&id.to_ascii_uppercase())
        .ok_or_else(|| Failure::new(format_args!("there is no code `{id}`{}", near_code(id))))?;
    print(|out| {
        writeln!(
            out,
            "{}: {}\n\nSeverity: {}\n\n{}",
            code.id(),
            code.title(),
            weight(code),
            explanation(code)
        )
    })?;
    Ok(Outcome::Done)
}
