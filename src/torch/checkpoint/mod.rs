//! Saves and loads checkpoints: everything that changes during the training, in one folder.

mod json_target;
mod load;
mod load_found;
mod options;
mod part;
mod part_mut;
mod prepared_part;
mod restored;
mod save;
mod saved_part;
mod tensors_of;
mod weights;
mod write;

pub use options::LoadOptions;
pub use part::Part;
pub use part_mut::PartMut;
pub use restored::{Missing, Restored};
