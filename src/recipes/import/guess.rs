use super::super::{mmengine_config, timm, transformers};
use super::ConfigSource;
use crate::Result;
use crate::data::{Data, Node};

/// The source of a configuration, from the names of its fields.
pub(super) fn source_of(node: &Node<'_>) -> Result<ConfigSource> {
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

/// The names whose values the import needs.
pub(super) fn needed(source: ConfigSource) -> &'static [&'static str] {
    match source {
        ConfigSource::Transformers => transformers::USED,
        ConfigSource::Mmengine => mmengine_config::USED,
        ConfigSource::Timm | ConfigSource::Torch => &[],
    }
}
