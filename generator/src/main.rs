//! The command line of docbind.
#![forbid(unsafe_code)]

/// Reading and emission make many small values on every thread; the allocators of most systems are slow at that.
#[cfg(unix)]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    docbind::cli::main()
}
