//! The summary of a schedule in words, with its phase boundaries and its warnings.

mod parts;
mod repeated;
#[expect(clippy::module_inception, reason = "the type's file has the type's name")]
mod summary;
#[cfg(test)]
mod tests;
mod time;
mod warn;
mod wording;

pub use summary::Summary;
