//! Plans for people who know what they train, and plans from the configurations of other libraries.
//!
//! - [`llm`], [`finetune`], [`vision`] and [`rl`] return a plan with the numbers of published runs.
//! - [`transformers()`], [`timm()`] and [`mmengine()`] return the plan that has the rates of a scheduler of these libraries.
//! - [`import()`] reads a training configuration: `TrainingArguments` of transformers, `args.yaml` of timm, the `param_scheduler` of
//!   mmengine, or a run of torch. On the command line: `tch-lr import args.yaml > plan.toml`.
//!
//! ```
//! use tch_lr_scheduler::recipes::{ImportOptions, import};
//!
//! let config = "sched: cosine\nlr: 0.005\nepochs: 300\nwarmup_epochs: 5\nwarmup_lr: 0.0001\nmin_lr: 1.0e-06\nclip_grad: 1.0\n";
//! # #[cfg(feature = "yaml")] {
//! let imported = import(config, &ImportOptions::default())?;
//! assert_eq!(imported.plan.preview(1, 0)?.lr, [1e-4]);
//! assert_eq!(imported.notes[1], "clip_grad = 1.0: clip the gradients in the training loop, by `clip_grad_norm`");
//! # }
//! # Ok::<(), tch_lr_scheduler::Error>(())
//! ```

mod document;
mod finetune;
mod import;
mod llm;
mod mmengine;
mod mmengine_config;
mod rl;
mod run;
mod timm;
mod transformers;
mod vision;

pub use finetune::finetune;
pub use import::{ConfigSource, ImportOptions, Imported, import, import_file};
pub use llm::llm;
pub use mmengine::mmengine;
pub use rl::rl;
pub use timm::{TimmArguments, timm};
pub use transformers::{TransformersArguments, transformers};
pub use vision::vision;
