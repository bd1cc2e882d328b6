//! Guides: the design of the crate, training loops, real networks, a table for users of PyTorch, and benchmarks.

#[doc = include_str!("benchmarks.md")]
pub mod benchmarks {}

#[doc = include_str!("design.md")]
pub mod design {}

#[cfg(feature = "tch")]
pub mod digits;

#[cfg(feature = "tch")]
pub mod gpt;

#[cfg(feature = "tch")]
#[doc = include_str!("loops.md")]
pub mod loops {
    #[doc = include_str!("existing_loops.md")]
    pub mod existing_loops {}

    #[doc = include_str!("logs_and_checkpoints.md")]
    pub mod logs_and_checkpoints {}
}

#[doc = include_str!("pytorch.md")]
pub mod pytorch {}
