//! State files: complete at any moment, refused if damaged, and resumed without a difference. Needs no libtorch.

#[path = "../common/mod.rs"]
mod common;

mod checksum;
mod damage;
mod kills;
mod nowhere_to_write;
mod policies;
mod resume;
mod versions;
