//! The client against a server on this machine.

#![allow(
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test that looks in the wrong place fails"
)]

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
