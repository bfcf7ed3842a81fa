//! The command line of docbind.
#![forbid(unsafe_code)]

fn main() -> std::process::ExitCode {
    docbind::cli::main()
}
