#![doc = include_str!("moving.md")]

mod class;
mod document;
mod reading;
mod writing;

use crate::{Functions, Plan, Result, State};

/// The plan and the state of a run that Python wrote, as the [module](self) says.
///
/// # Errors
/// [`Error::Data`](crate::Error::Data), naming the field, where the text is not such a file, or is one of a scheduler that is not
/// torch's, whose functions are not given ([`read_with`]), or that does not agree with its optimizer.
///
/// ```
/// use tch_lr_scheduler::{DryRun, Scheduler, pytorch};
///
/// let (plan, state) = pytorch::read(r#"{
///     "scheduler": {"class": "StepLR", "scale_fn": false, "schedulers": []},
///     "state_dict": {"step_size": 30, "gamma": 0.5, "base_lrs": [0.1], "last_epoch": 59, "_step_count": 60, "_last_lr": [0.05]},
///     "param_groups": [{"lr": 0.05, "momentum": 0.9, "initial_lr": 0.1}]
/// }"#)?;
/// let mut scheduler = Scheduler::start(&plan, 1, &mut DryRun)?;
/// scheduler.load(state, &mut DryRun)?;
/// assert_eq!(scheduler.step(&mut DryRun)?.lr, [0.025]);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
pub fn read(json: &str) -> Result<(Plan, State)> {
    read_with(json, &Functions::new())
}

/// As [`read`], with the functions that `LambdaLR`, `MultiplicativeLR` and a `CyclicLR` with a `scale_fn` follow: a `state_dict`
/// holds none. Each is named by its place: `lr_lambdas`, or `lr_lambdas[1]` for group 1 alone; `scale_fn`; and with
/// `_schedulers[0].` before it in the first of a composite.
///
/// # Errors
/// As [`read`].
///
/// ```
/// use tch_lr_scheduler::{Functions, pytorch};
///
/// let run = r#"{
///     "scheduler": {"class": "LambdaLR", "scale_fn": false, "schedulers": []},
///     "state_dict": {"lr_lambdas": [null], "base_lrs": [0.1], "last_epoch": 1, "_step_count": 2, "_last_lr": [0.05]},
///     "param_groups": [{"lr": 0.05, "momentum": 0.9, "initial_lr": 0.1}]
/// }"#;
/// let functions = Functions::new().with("lr_lambdas", |epoch| 0.5f64.powf(epoch));
/// let (plan, state) = pytorch::read_with(run, &functions)?;
/// assert_eq!((state.step, plan.preview(1, 2)?.lr), (1, vec![0.025]));
/// assert_eq!(
///     pytorch::read(run).unwrap_err().to_string(),
///     "torch run: state_dict.lr_lambdas: expected the name \"lr_lambdas\" among the functions given here; a function that the \
///     program has registered; it has registered none, found a function of Python's"
/// );
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
pub fn read_with(json: &str, functions: &Functions) -> Result<(Plan, State)> {
    let read = document::parse(json).and_then(|data| reading::run(&data, functions));
    read.map_err(|error| error.in_file(document::RUN))
}

/// A run as Python loads it, as the [module](self) says.
///
/// # Errors
/// [`Error::Data`](crate::Error::Data), naming the place in the plan, where torch has no such scheduler;
/// [`Error::PlanChanged`](crate::Error::PlanChanged) and [`Error::ForeignState`](crate::Error::ForeignState) where the state is not
/// one of this plan.
///
/// ```
/// use tch_lr_scheduler::{CosineAnnealingLr, Plan, Schedule, pytorch};
///
/// let plan = Plan::lr(0.1, CosineAnnealingLr::new(50)?);
/// let state = plan.preview(1, 20)?;
/// let (same, there) = pytorch::read(&pytorch::write(&plan, &state)?)?;
/// assert_eq!((same.spec(), there), (plan.spec(), state));
///
/// let plan = Plan::lr(0.1, CosineAnnealingLr::new(50)?.hold(50));
/// let error = pytorch::write(&plan, &plan.preview(1, 20)?).unwrap_err();
/// assert!(error.to_string().starts_with("plan: lr.schedule.type: expected one of \"LambdaLR\", "));
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
pub fn write(plan: &Plan, state: &State) -> Result<String> {
    let written = writing::run(plan, state).and_then(|data| document::format(&data));
    written.map_err(|error| error.in_file("plan"))
}
