//! A schedule in words, with the steps at which a phase ends and what about it is rarely meant.

mod doubting;
mod parts;
mod repeated;
#[expect(clippy::module_inception)]
mod summary;
mod time;
mod wording;

pub use summary::Summary;
