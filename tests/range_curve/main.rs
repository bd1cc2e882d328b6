//! What a recorded curve says, without libtorch: as fastai and Ignite say it, and what no peer does, the bounds for cycles.

mod bounds;
mod curves;
mod peers;
