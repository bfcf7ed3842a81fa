#[path = "../models/mod.rs"]
mod models;
#[path = "../operations/mod.rs"]
mod operations;

use models::MailFolder;
use operations::ListMessages;

fn main() {
    let _ = ListMessages::me().select([MailFolder::DISPLAY_NAME]);
}
