//! The client against a server on this machine.

#[path = "../models/mod.rs"]
mod models;
#[path = "../operations/mod.rs"]
mod operations;

mod batch;
mod bounds;
mod credentials;
mod download;
mod lists;
mod paging;
mod sending;
mod server;
mod services;
mod sign_in;
mod upload;
mod waiting;
