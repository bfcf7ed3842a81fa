//! Writes the bindings from the pages before they compile.

fn main() {
    docbind::Generator::new("docs-input")
        .out("generated/src")
        .run();
}
