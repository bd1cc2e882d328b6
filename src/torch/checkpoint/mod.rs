//! Checkpoints: the weights of a model and the state of its schedule, saved together in one folder.

#[expect(clippy::module_inception)]
mod checkpoint;
mod checkpoints;
mod file_checksum;
mod find;
mod folder_name;
mod layout;
mod load;
mod manifest;
mod part;
mod part_mut;
mod prepared_part;
mod save;
mod weights;
mod write;

pub use checkpoint::Checkpoint;
pub use checkpoints::Checkpoints;
pub use part::Part;
pub use part_mut::PartMut;
