#[path = "../models/mod.rs"]
mod models;
#[path = "../operations/mod.rs"]
mod operations;

use models::Message;
use operations::ListMessages;

fn main() {
    let _ = ListMessages::me().expand([Message::SUBJECT]);
}
