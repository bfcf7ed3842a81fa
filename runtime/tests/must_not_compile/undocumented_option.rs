#[path = "../models/mod.rs"]
mod models;
#[path = "../operations/mod.rs"]
mod operations;

use operations::GetMessage;

fn main() {
    let _ = GetMessage::me("1").top(5);
}
