//! State files: complete at any moment, refused if damaged, and resumed without a difference. Needs no libtorch.

#[path = "../common/mod.rs"]
mod common;
#[path = "../common/property/mod.rs"]
mod property;

mod checksum;
mod cooldowns;
mod damage;
mod kills;
mod laws;
mod nowhere_to_write;
mod places;
mod policies;
mod resume;
mod versions;
