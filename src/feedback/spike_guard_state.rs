use crate::data::{record, serde_by_data};
use crate::schedule::arithmetic::saturate;

/// The state of a [`SpikeGuard`](crate::SpikeGuard) rule: the moving average of the loss, and the spikes so far.
///
/// ```
/// use tch_lr_scheduler::{Constant, DryRun, Plan, Scheduler, SpikeGuard, SpikeGuardState};
///
/// let mut scheduler = Scheduler::start(&Plan::lr(0.1, Constant).feedback(SpikeGuard::new()), 1, &mut DryRun)?;
/// for loss in [0.9, 0.8, f64::INFINITY] {
///     scheduler.metric(loss, &mut DryRun)?;
///     scheduler.step(&mut DryRun)?;
/// }
/// let state: SpikeGuardState = scheduler.state().rule("spike_guard").unwrap().state().unwrap();
/// assert_eq!((state.losses, state.spikes, state.last_spike), (2, 1, Some(2)));
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct SpikeGuardState {
    /// The exponential moving average of the losses that were no spikes, before the division by `1 - past`.
    pub average: f64,
    /// The weight of the start in the average: `beta` to the power of `losses`.
    pub past: f64,
    /// The number of losses in the average.
    pub losses: u64,
    /// The number of spikes so far.
    pub spikes: u64,
    /// The number of spikes since the last loss that was none.
    pub spikes_in_a_row: u64,
    /// The step of the last spike; `None` if there was none.
    pub last_spike: Option<u64>,
    /// The number of losses until the rate is back at its full value.
    pub left: u64,
}

impl Default for SpikeGuardState {
    fn default() -> Self {
        Self { average: 0.0, past: 1.0, losses: 0, spikes: 0, spikes_in_a_row: 0, last_spike: None, left: 0 }
    }
}

impl SpikeGuardState {
    pub(super) fn add(&mut self, loss: f64, beta: f64) {
        self.average = saturate(beta * self.average + (1.0 - beta) * loss);
        self.past *= beta;
        self.losses = self.losses.saturating_add(1);
    }
}

record!(SpikeGuardState {
    average: f64;
    past: f64;
    losses: u64;
    spikes: u64;
    spikes_in_a_row: u64;
    last_spike: Option<u64>;
    left: u64
} => |node| Ok(SpikeGuardState { average, past, losses, spikes, spikes_in_a_row, last_spike, left }));

serde_by_data!(SpikeGuardState);
