#[path = "../models/mod.rs"]
mod models;
#[path = "../operations/mod.rs"]
mod operations;

use docbind_runtime::Paged;
use operations::GetMessage;

fn items(_: &impl Paged) {}

fn main() {
    items(&GetMessage::me("1"));
}
