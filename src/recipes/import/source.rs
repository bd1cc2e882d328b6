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
