//! Files of named tensors in the format safetensors.

mod open;
mod reader;
mod writer;

pub(super) use open::open_tensors;
pub(super) use reader::read_tensors;
pub(super) use writer::{Metadata, replace_tensors, write_tensors};
