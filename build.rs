//! Writes the bindings of `docs-input/` into `generated/` before they are compiled.

fn main() {
    docbind::Generator::new("docs-input").run();
}
