use crate::data::{Data, FieldName, Node, Read};
use crate::feedback::{GreedyLr, Mode, ReduceLrOnPlateau, ThresholdMode};
use crate::recipes::document::given;
use crate::{Error, Result};

/// The arguments of transformers' `get_scheduler`, for [`transformers`](super::transformers()).
///
/// The first two are arguments of `get_scheduler` itself. The others are the `scheduler_specific_kwargs`, which `TrainingArguments`
/// calls `lr_scheduler_kwargs`: `None` is transformers' default, and a value for an argument that the schedule does not take is an
/// error.
///
/// ```
/// use tch_lr_scheduler::recipes::{TransformersArguments, transformers};
///
/// let arguments = TransformersArguments {
///     num_warmup_steps: 100,
///     num_training_steps: Some(1_100),
///     min_lr_rate: Some(0.5),
///     ..Default::default()
/// };
/// let plan = transformers("cosine_with_min_lr", 3e-4, &arguments)?;
/// assert_eq!(plan.preview(1, 50)?.lr, [1.5e-4]);
/// assert_eq!(plan.preview(1, 1_100)?.lr, [1.5e-4]);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
#[doc(alias("lr_scheduler_kwargs", "scheduler_specific_kwargs", "TrainingArguments"))]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TransformersArguments {
    /// The number of steps of the warm-up. Default: 0.
    pub num_warmup_steps: u64,
    /// The number of steps of the run, with the warm-up. Most schedules need it.
    pub num_training_steps: Option<u64>,
    /// `cosine`, `cosine_with_min_lr`, `cosine_warmup_with_min_lr` and the decay of `warmup_stable_decay`: the number of waves, 0.5 by
    /// default. `cosine_with_restarts`: the number of cycles, 1 by default.
    pub num_cycles: Option<f64>,
    /// `polynomial`: the last rate. Default: 1e-7.
    pub lr_end: Option<f64>,
    /// `polynomial`: the exponent. Default: 1.
    pub power: Option<f64>,
    /// `inverse_sqrt`: the time scale in steps. Default: `num_warmup_steps`, or 10,000 without a warm-up.
    pub timescale: Option<u64>,
    /// `cosine_with_min_lr` and `cosine_warmup_with_min_lr`: the lowest rate.
    pub min_lr: Option<f64>,
    /// `cosine_with_min_lr` and `cosine_warmup_with_min_lr`: the lowest rate as a fraction of the base.
    pub min_lr_rate: Option<f64>,
    /// `cosine_warmup_with_min_lr`: the first rate as a fraction of the base. Default: `1 / num_warmup_steps`.
    pub warmup_lr_rate: Option<f64>,
    /// `warmup_stable_decay`: the number of steps of the decay.
    pub num_decay_steps: Option<u64>,
    /// `warmup_stable_decay`: the number of steps of the stable phase. Default: what the other phases leave of the run.
    pub num_stable_steps: Option<u64>,
    /// `warmup_stable_decay`: `linear` (the default), `cosine` or `1-sqrt`.
    pub warmup_type: Option<String>,
    /// `warmup_stable_decay`: `cosine` (the default), `linear` or `1-sqrt`.
    pub decay_type: Option<String>,
    /// `warmup_stable_decay`: the first and the last rate as a fraction of the base. Default: 0.
    pub min_lr_ratio: Option<f64>,
    /// `reduce_lr_on_plateau`: the rule. Default: [`ReduceLrOnPlateau::new`].
    pub rule: Option<ReduceLrOnPlateau>,
    /// `greedy`: the rule. Default: [`GreedyLr::new`].
    pub greedy: Option<GreedyLr>,
}

/// The arguments of torch's `ReduceLROnPlateau`.
const OF_RULE: [&str; 8] = ["mode", "factor", "patience", "threshold", "threshold_mode", "cooldown", "min_lr", "eps"];
/// The arguments of transformers' `GreedyLR` that torch's rule does not have.
const OF_GREEDY: [&str; 5] = ["warmup", "max_lr", "smooth", "window_size", "reset_start"];
const OWN: [&str; 13] = [
    "num_cycles",
    "lr_end",
    "power",
    "timescale",
    "min_lr",
    "min_lr_rate",
    "warmup_lr_rate",
    "num_decay_steps",
    "num_stable_steps",
    "warmup_type",
    "decay_type",
    "min_lr_ratio",
    "verbose",
];

impl TransformersArguments {
    /// Reads the `lr_scheduler_kwargs` of the schedule `name`. Adds them to `self`.
    pub(super) fn with_kwargs(self, node: &Node<'_>, name: &str) -> Result<Self> {
        let of_rule = OF_RULE.into_iter().filter(|name| !OWN.contains(name));
        node.only(&OWN.into_iter().chain(of_rule).chain(OF_GREEDY).map(FieldName::plain).collect::<Vec<_>>())?;
        match name {
            "reduce_lr_on_plateau" => return Ok(Self { rule: Some(rule(node)?), ..self }),
            "greedy" => return Ok(Self { greedy: Some(greedy(node)?), ..self }),
            _ => {}
        }
        Ok(Self {
            num_cycles: given(node, "num_cycles")?,
            lr_end: given(node, "lr_end")?,
            power: given(node, "power")?,
            timescale: given(node, "timescale")?,
            min_lr: given(node, "min_lr")?,
            min_lr_rate: given(node, "min_lr_rate")?,
            warmup_lr_rate: given(node, "warmup_lr_rate")?,
            num_decay_steps: given(node, "num_decay_steps")?,
            num_stable_steps: given(node, "num_stable_steps")?,
            warmup_type: given(node, "warmup_type")?,
            decay_type: given(node, "decay_type")?,
            min_lr_ratio: given(node, "min_lr_ratio")?,
            ..self
        })
    }

    /// Checks that no argument is given that the schedule `name` does not take.
    pub(super) fn check_only(&self, name: &str, taken: &[&str]) -> Result<()> {
        let number = |value: Option<f64>| value.map(|value| format!("{value:?}"));
        let whole = |value: Option<u64>| value.map(|value| value.to_string());
        let text = |value: &Option<String>| value.as_ref().map(|value| format!("{value:?}"));
        let given: [(&'static str, Option<String>); 14] = [
            ("num_cycles", number(self.num_cycles)),
            ("lr_end", number(self.lr_end)),
            ("power", number(self.power)),
            ("timescale", whole(self.timescale)),
            ("min_lr", number(self.min_lr)),
            ("min_lr_rate", number(self.min_lr_rate)),
            ("warmup_lr_rate", number(self.warmup_lr_rate)),
            ("num_decay_steps", whole(self.num_decay_steps)),
            ("num_stable_steps", whole(self.num_stable_steps)),
            ("warmup_type", text(&self.warmup_type)),
            ("decay_type", text(&self.decay_type)),
            ("min_lr_ratio", number(self.min_lr_ratio)),
            ("rule", self.rule.as_ref().map(|_| "a rule".to_owned())),
            ("greedy", self.greedy.as_ref().map(|_| "a rule".to_owned())),
        ];
        let wrong = given.into_iter().find_map(|(argument, value)| Some((argument, value?)).filter(|_| !taken.contains(&argument)));
        match wrong {
            Some((argument, found)) => {
                Err(Error::parameter("transformers", argument, format!("absent, because {name} does not take it"), found))
            }
            None => Ok(()),
        }
    }
}

/// torch's rule from the arguments of `ReduceLROnPlateau`.
fn rule(node: &Node<'_>) -> Result<ReduceLrOnPlateau> {
    let mut rule = ReduceLrOnPlateau::new();
    if let Some(mode) = given::<Mode>(node, "mode")? {
        rule = rule.mode(mode);
    }
    if let Some(mode) = given::<ThresholdMode>(node, "threshold_mode")? {
        rule = rule.threshold_mode(mode);
    }
    if let Some(patience) = given(node, "patience")? {
        rule = rule.patience(patience);
    }
    if let Some(cooldown) = given(node, "cooldown")? {
        rule = rule.cooldown(cooldown);
    }
    let number =
        |rule: ReduceLrOnPlateau, name: &'static str, set: fn(ReduceLrOnPlateau, f64) -> Result<ReduceLrOnPlateau>| match node
            .optional_with(FieldName::plain(name), <Option<f64>>::read)?
            .flatten()
        {
            Some(value) => set(rule, value).map_err(|error| node.locate(error, &[FieldName::plain(name)])),
            None => Ok(rule),
        };
    rule = number(rule, "factor", ReduceLrOnPlateau::factor)?;
    rule = number(rule, "threshold", ReduceLrOnPlateau::threshold)?;
    rule = number(rule, "min_lr", ReduceLrOnPlateau::min_lr)?;
    number(rule, "eps", ReduceLrOnPlateau::eps)
}

/// transformers' rule from the arguments of `GreedyLR`, which are the fields of the rule in a plan file. `verbose` only prints.
fn greedy(node: &Node<'_>) -> Result<GreedyLr> {
    let given = node.fields("an object")?.iter().filter(|(name, value)| name != "verbose" && *value != Data::Null);
    let fields = given.cloned().chain([(FieldName::TYPE.torch.to_owned(), Data::text("GreedyLR"))]).collect();
    GreedyLr::read(&node.with_data(&Data::Object(fields)))
}
