//! Guides: which schedule for which situation, the design of the crate, training loops, real networks, tables for users of
//! PyTorch and of other libraries, a comparison with other libraries, and benchmarks.

#[doc = include_str!("benchmarks.md")]
pub mod benchmarks {}

pub mod choosing;

#[doc = include_str!("compared_with.md")]
pub mod compared_with {}

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

#[doc = include_str!("many_processes.md")]
pub mod many_processes {}

#[cfg(feature = "predict")]
pub mod predict;

#[doc = include_str!("pytorch.md")]
pub mod pytorch {}

#[doc = include_str!("transformers.md")]
pub mod transformers {}

#[doc = include_str!("timm.md")]
pub mod timm {}

#[doc = include_str!("mmengine.md")]
pub mod mmengine {}

#[doc = include_str!("lightning.md")]
pub mod lightning {}

#[doc = include_str!("optax.md")]
pub mod optax {}

#[doc = include_str!("fastai_and_ignite.md")]
pub mod fastai_and_ignite {}

#[doc = include_str!("set_lr.md")]
pub mod set_lr {}
