//! A state in a file: whole at any moment, refused where it is damaged, and what follows it is what would have followed.
//! Needs no libtorch.

#[path = "../common/mod.rs"]
mod common;

mod damage;
mod kills;
mod nowhere_to_write;
mod policies;
mod resume;
