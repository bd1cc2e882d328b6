use super::super::{mmengine_config, timm, transformers};
use crate::Result;
use crate::data::{Data, Node};

/// The libraries whose configurations can be [imported](super::import()).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ConfigSource {
    /// Hugging Face transformers: `TrainingArguments`.
    Transformers,
    /// timm: `args.yaml` of `train.py`.
    Timm,
    /// mmengine, which mmdetection, mmpretrain and others use: `param_scheduler`.
    Mmengine,
    /// torch: `state_dict()`s, as module [`pytorch`](crate::pytorch) reads them.
    Torch,
}

impl ConfigSource {
    /// The names whose values the import needs.
    pub(super) fn needed(self) -> &'static [&'static str] {
        match self {
            Self::Mmengine => &["param_scheduler", "optim_wrapper", "optimizer", "train_cfg"],
            _ => &[],
        }
    }
}

/// The source of a configuration, from the names of its fields.
pub(super) fn of(node: &Node<'_>) -> Result<ConfigSource> {
    let has = |name: &str| node.data.field(name).is_some();
    if !matches!(node.data, Data::Object(_)) {
        return node.unexpected("an object with the fields of a training configuration");
    }
    if has("state_dict") && has("scheduler") {
        return Ok(ConfigSource::Torch);
    }
    if mmengine_config::is_source(node) {
        return Ok(ConfigSource::Mmengine);
    }
    if timm::is_source(node) {
        return Ok(ConfigSource::Timm);
    }
    if transformers::is_source(node) {
        return Ok(ConfigSource::Transformers);
    }
    node.unexpected_but(
        "lr_scheduler_type (transformers), sched (timm), param_scheduler (mmengine) or state_dict (torch)",
        "name the library: --from, or `ImportOptions::source`",
    )
}
