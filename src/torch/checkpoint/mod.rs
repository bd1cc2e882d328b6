//! Saves and loads checkpoints: the weights of a model and the state of its schedule, together in one folder.

mod load;
mod load_latest;
mod part;
mod part_mut;
mod prepared_part;
mod save;
mod weights;
mod write;

pub use part::Part;
pub use part_mut::PartMut;
