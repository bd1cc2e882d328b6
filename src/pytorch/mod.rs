#![doc = include_str!("moving.md")]

mod class;
mod document;
mod reading;
mod writing;

use crate::{Functions, Plan, Result, State};

/// Reads the plan and the state of a run from the text of a file that Python wrote. The docs of this [module](self) have the Python
/// lines.
///
/// # Errors
/// [`Error::Data`](crate::Error::Data), which names the field, if
/// - the text is not such a file,
/// - the class of the scheduler is not one of torch's,
/// - the scheduler uses functions: pass them to [`read_with`],
/// - the scheduler and its optimizer contradict each other.
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
#[doc(alias = "load_state_dict")]
#[doc(alias = "state_dict")]
pub fn read(json: &str) -> Result<(Plan, State)> {
    read_with(json, &Functions::new())
}

/// Reads a run like [`read`], and takes the functions of `LambdaLR`, `MultiplicativeLR` and a `CyclicLR` with a `scale_fn`. A
/// `state_dict()` does not contain functions, so write them in Rust again.
///
/// The name of a function is its place in the `state_dict()`:
/// - `lr_lambdas` for the function of all groups, `lr_lambdas[1]` for that of group 1,
/// - `scale_fn` for that of a `CyclicLR`,
/// - `_schedulers[0].lr_lambdas` for that of the first member of a composite, and so on.
///
/// # Errors
/// The errors of [`read`].
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
/// let error = pytorch::read(run).unwrap_err().to_string();
/// assert!(error.starts_with("torch run: state_dict.lr_lambdas: expected a Rust function named \"lr_lambdas\""));
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
pub fn read_with(json: &str, functions: &Functions) -> Result<(Plan, State)> {
    let read = document::parse(json).and_then(|data| reading::run(&data, functions));
    read.map_err(|error| error.in_file(document::RUN))
}

/// Writes the text of a file from which Python continues a run. The docs of this [module](self) have the Python lines.
///
/// # Errors
/// - [`Error::Data`](crate::Error::Data), which names the place in the plan, if torch has no such scheduler.
/// - [`Error::PlanChanged`](crate::Error::PlanChanged) or [`Error::ForeignState`](crate::Error::ForeignState) if the state does not
///   belong to this plan.
///
/// ```
/// use tch_lr_scheduler::{CosineAnnealingLr, Plan, Schedule, pytorch};
///
/// let plan = Plan::lr(0.1, CosineAnnealingLr::new(50)?);
/// let state = plan.preview(1, 20)?;
/// let (same_plan, same_state) = pytorch::read(&pytorch::write(&plan, &state)?)?;
/// assert_eq!((same_plan.spec(), same_state), (plan.spec(), state));
///
/// let plan = Plan::lr(0.1, CosineAnnealingLr::new(50)?.hold(50));
/// let error = pytorch::write(&plan, &plan.preview(1, 20)?).unwrap_err();
/// assert!(error.to_string().starts_with("plan: lr.schedule.type: expected one of \"LambdaLR\", "));
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
#[doc(alias = "state_dict")]
#[doc(alias = "load_state_dict")]
pub fn write(plan: &Plan, state: &State) -> Result<String> {
    let written = writing::run(plan, state).and_then(|data| document::format(&data));
    written.map_err(|error| error.in_file("plan"))
}
