//! What needs more of libtorch than tch hands out.

mod gradients;
