#![doc = include_str!("index.md")]

/// A page, with links to items of feature `tch`. Without the feature, they lead to the list of features.
macro_rules! page {
    ($name:ident, $text:expr $(, $item:literal)*) => {
        #[doc = $text]
        #[doc = ""]
        $(
            #[cfg_attr(feature = "tch", doc = concat!("[`", $item, "`]: crate::", $item))]
            #[cfg_attr(not(feature = "tch"), doc = concat!("[`", $item, "`]: crate#features"))]
        )*
        pub mod $name {}
    };
}

page!(quick_start, include_str!("quick_start.md"), "ScheduledOptimizer");

pub mod choosing;

pub mod gallery;

page!(groups, include_str!("groups.md"), "assign_groups", "ScheduledOptimizer");

page!(units, include_str!("units.md"));

pub mod plan_files;

page!(command_line, include_str!("command_line.md"));

#[cfg_attr(feature = "tch", doc = include_str!("loops.md"))]
#[cfg_attr(not(feature = "tch"), doc = include_str!("without_tch.md"))]
pub mod loops {
    #[cfg_attr(feature = "tch", doc = include_str!("existing_loops.md"))]
    #[cfg_attr(not(feature = "tch"), doc = include_str!("without_tch.md"))]
    pub mod existing_loops {}
}

#[cfg_attr(feature = "tch", doc = include_str!("resume.md"))]
#[cfg_attr(not(feature = "tch"), doc = include_str!("without_tch.md"))]
pub mod resume {}

page!(feedback, include_str!("feedback.md"));

#[cfg_attr(feature = "tch", doc = include_str!("logs.md"))]
#[cfg_attr(not(feature = "tch"), doc = include_str!("without_tch.md"))]
pub mod logs {}

page!(trackers, include_str!("trackers.md"));

page!(range_test, include_str!("range_test.md"), "LrFinder");

pub mod predict;

#[doc = include_str!("gpu.md")]
#[doc = ""]
#[cfg_attr(feature = "tch", doc = "[`autocast`]: crate::autocast")]
#[cfg_attr(not(feature = "tch"), doc = "[`autocast`]: crate#features")]
pub mod gpu {
    #[doc = include_str!("gpu/h200.md")]
    pub mod h200 {}
}

page!(many_processes, include_str!("many_processes.md"));

pub mod digits;

pub mod gpt;

page!(pytorch, include_str!("pytorch.md"));

page!(transformers, include_str!("transformers.md"));

page!(timm, include_str!("timm.md"));

page!(lightning, include_str!("lightning.md"));

page!(optax, include_str!("optax.md"));

page!(mmengine, include_str!("mmengine.md"));

page!(fastai_and_ignite, include_str!("fastai_and_ignite.md"));

page!(set_lr, include_str!("set_lr.md"));

page!(design, include_str!("design.md"));

#[doc = include_str!("benchmarks.md")]
///
/// Next: [compared with other libraries](crate::docs::compared_with). See also: [design](crate::docs::design).
pub mod benchmarks {}

page!(compared_with, include_str!("compared_with.md"));
