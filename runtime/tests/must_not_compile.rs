//! Misuse that the compiler catches.

#[test]
fn must_not_compile() {
    trybuild::TestCases::new().compile_fail("tests/must_not_compile/*.rs");
}
