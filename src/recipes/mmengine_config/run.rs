use crate::Result;
use crate::data::{Data, FieldName, Node};
use crate::recipes::document::{given, given_or};
use crate::recipes::import::Options;

/// mmengine's `INF`, the `end` of a scheduler if the length of the run is unknown.
pub(super) const ENDLESS: u64 = 1_000_000_000;

/// The length of the run, and what a step of its plan is.
pub(super) struct Run {
    pub(super) epochs: Option<u64>,
    updates: Option<u64>,
    updates_per_epoch: Option<u64>,
    /// Whether a step is an update of the weights. If not, it is an epoch.
    pub(super) is_by_update: bool,
    /// Whether the loop of the run counts updates only, so that a scheduler that counts epochs never acts.
    is_without_epochs: bool,
}

impl Run {
    pub(super) fn read(node: &Node<'_>, options: &Options) -> Result<Self> {
        let of_loop = |name: &'static str| node.optional_with(FieldName::plain("train_cfg"), |node| given::<u64>(node, name));
        let epochs = match options.epochs {
            Some(epochs) => Some(epochs),
            None => of_loop("max_epochs")?.flatten(),
        };
        let updates = match options.steps {
            Some(steps) => Some(steps),
            None => of_loop("max_iters")?.flatten(),
        };
        let is_by_update = match node.data.field("param_scheduler") {
            Some(Data::List(schedulers)) => schedulers.iter().any(counts_updates),
            Some(scheduler) => counts_updates(scheduler),
            None => false,
        };
        let is_without_epochs = epochs.is_none() && of_loop("max_iters")?.flatten().is_some();
        Ok(Self { epochs, updates, updates_per_epoch: options.steps_per_epoch, is_by_update, is_without_epochs })
    }

    /// The number of updates of an epoch; an error at `node` if it is unknown.
    pub(super) fn updates_per_epoch(&self, node: &Node<'_>) -> Result<u64> {
        match self.updates_per_epoch {
            Some(updates) => Ok(updates),
            None => {
                let advice = "give the number of updates of an epoch: --steps-per-epoch, or `ImportOptions::steps_per_epoch`";
                Err(node.problem("a scheduler that counts updates, as the others do", "one that counts epochs").with_advice(advice))
            }
        }
    }

    /// The default `end` of a scheduler, in its own steps.
    pub(super) fn default_end(&self, by_epoch: bool) -> u64 {
        let updates = || self.updates.or(self.epochs?.checked_mul(self.updates_per_epoch?));
        if by_epoch { self.epochs } else { updates() }.unwrap_or(ENDLESS)
    }

    /// The number of steps of the plan.
    pub(super) fn steps(&self) -> Option<u64> {
        Some(self.default_end(!self.is_by_update)).filter(|steps| *steps < ENDLESS)
    }
}

fn counts_updates(scheduler: &Data) -> bool {
    scheduler.field("by_epoch") == Some(&Data::Bool(false)) || scheduler.field("convert_to_iter_based") == Some(&Data::Bool(true))
}

/// The window of a scheduler, and its unit.
pub(super) struct Window {
    pub(super) begin: u64,
    pub(super) end: u64,
    /// The factor of lengths: the updates of an epoch with `convert_to_iter_based`, otherwise 1.
    pub(super) scale: u64,
    /// Steps of the plan for each step of the scheduler.
    pub(super) pace: u64,
}

impl Window {
    pub(super) fn read(node: &Node<'_>, run: &Run) -> Result<Self> {
        let by_epoch = given_or(node, "by_epoch", true)?;
        let is_converted = given_or(node, "convert_to_iter_based", false)?;
        if by_epoch && !is_converted && run.is_without_epochs {
            let advice = "a run with max_iters has no epochs after which it could act: write by_epoch=False";
            return Err(node.problem("a scheduler that counts updates", "one that counts epochs").with_advice(advice));
        }
        let scale = if is_converted { run.updates_per_epoch(node)? } else { 1 };
        let place = |name: &'static str, default: u64| match given::<f64>(node, name)? {
            Some(value) if value.fract() != 0.0 && !is_converted => {
                node.place(name)?.unexpected("a whole number, unless convert_to_iter_based is true")
            }
            // mmengine truncates, so that half an epoch is possible.
            Some(value) if value >= 0.0 => Ok((value * scale as f64) as u64),
            Some(_) => node.place(name)?.unexpected("a number of at least 0"),
            None if default == ENDLESS => Ok(ENDLESS),
            None => Ok(default.saturating_mul(scale)),
        };
        let (begin, end) = (place("begin", 0)?, place("end", run.default_end(by_epoch))?);
        if end <= begin {
            return Err(node.problem(format!("an end behind its begin, {begin}"), end.to_string()));
        }
        let pace = if by_epoch && run.is_by_update && !is_converted { run.updates_per_epoch(node)? } else { 1 };
        Ok(Self { begin, end, scale, pace })
    }

    pub(super) fn length(&self) -> u64 {
        self.end - self.begin
    }

    /// The step of the plan at which the window begins.
    pub(super) fn first_step(&self) -> u64 {
        self.begin.saturating_mul(self.pace)
    }

    /// The step of the plan at which the window ends.
    pub(super) fn end_step(&self) -> u64 {
        self.end.saturating_mul(self.pace)
    }
}
