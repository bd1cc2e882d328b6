use super::end_policy::EndPolicy;
use super::wraps::{Wraps, wrapped, wraps};
use crate::schedule::nesting::Nesting;
use crate::schedule::summary::Shape;
use crate::schedule::type_entry::type_entry;
use crate::{Schedule, Summary};

/// A schedule with an end, and what it does after it. [`Schedule::past_end`] returns it.
///
/// ```text
/// value(t) = schedule(min(t, end))     EndPolicy::Hold, EndPolicy::Error
///            schedule(t)               EndPolicy::Follow
///            schedule(t mod end)       EndPolicy::Repeat
/// ```
///
#[doc = include_str!("../docs/pictures/past_end.svg")]
///
/// Step `end` itself is no error, because a loop of `end` steps advances to it after its last step.
///
/// A schedule is a function, and a function has a value at every step. So an error at a later step comes from the
/// [`Scheduler`](crate::Scheduler): its `step`, `seek` and `load`, and previews and traces of the plan, return
/// [`Error::PastEnd`](crate::Error::PastEnd). A [cooldown](crate::Cooldown) that has started determines the rates, so that it may
/// continue after the end.
///
/// # Examples
///
/// ```
/// use tch_lr_scheduler::{DryRun, EndPolicy, Error, LinearLr, Plan, Schedule, Scheduler};
///
/// let schedule = LinearLr::new(1.0, 0.5, 10)?.past_end(2, EndPolicy::Error);
/// let mut scheduler = Scheduler::start(&Plan::lr(0.1, schedule), 1, &mut DryRun)?;
/// assert!(scheduler.step(&mut DryRun).is_ok() && scheduler.step(&mut DryRun).is_ok());
/// let error = scheduler.step(&mut DryRun).unwrap_err();
/// assert_eq!(error, Error::PastEnd { setting: "lr".into(), step: 3, end: 2 });
/// assert_eq!(scheduler.state().step, 2);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
///
/// # In PyTorch
///
/// `OneCycleLR` raises `ValueError` after `total_steps` steps: `OneCycleLr::new(max_lr, n)?.past_end(n, EndPolicy::Error)`. Other classes
/// hold or follow, each as its formula does.
///
/// # In other libraries
///
/// optax and Keras hold. ParameterSchedulers.jl has `Loop(f, period)` and `Shifted`, and Composer's `MultiStepWithWarmupScheduler`
/// follows.
///
/// # Source
///
/// No paper.
#[must_use = "a schedule does nothing until a `Plan` or a call of `at` uses it"]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PastEnd<S> {
    schedule: S,
    end: u64,
    policy: EndPolicy,
}

impl<S> PastEnd<S> {
    pub(crate) fn new(schedule: S, end: u64, policy: EndPolicy) -> Self {
        Self { schedule, end, policy }
    }

    /// The step of the inner schedule at a step of this one.
    fn local_step(&self, step: u64) -> u64 {
        match self.policy {
            EndPolicy::Follow => step,
            EndPolicy::Hold | EndPolicy::Error => step.min(self.end),
            EndPolicy::Repeat => step.checked_rem(self.end).unwrap_or(0),
        }
    }
}

impl<S: Schedule> Schedule for PastEnd<S> {
    wrapped!();

    fn constant_from(&self) -> Option<u64> {
        let of_inner = self.schedule.constant_from();
        match self.policy {
            EndPolicy::Hold => Some(of_inner.map_or(self.end, |step| step.min(self.end))),
            EndPolicy::Follow => of_inner,
            EndPolicy::Repeat if self.end == 0 => Some(0),
            EndPolicy::Repeat => of_inner.filter(|step| *step == 0),
            // The scheduler must compute the step after the end, which is an error.
            EndPolicy::Error => None,
        }
    }

    fn next_change(&self, step: u64) -> u64 {
        let next = self.schedule.next_change(self.local_step(step));
        match self.policy {
            EndPolicy::Hold if next > self.end => u64::MAX,
            EndPolicy::Hold | EndPolicy::Follow => next,
            EndPolicy::Error if step > self.end => step.saturating_add(1),
            EndPolicy::Error => next.min(self.end.saturating_add(1)),
            EndPolicy::Repeat if self.constant_from() == Some(0) => u64::MAX,
            EndPolicy::Repeat => (step - self.local_step(step)).saturating_add(next.min(self.end)),
        }
    }
}

impl<S: Schedule> Wraps for PastEnd<S> {
    type Inner = S;

    fn inner(&self) -> &S {
        &self.schedule
    }

    fn local(&self, time: f64) -> f64 {
        let end = self.end as f64;
        match self.policy {
            EndPolicy::Follow => time,
            EndPolicy::Repeat if self.end == 0 => 0.0,
            EndPolicy::Repeat => time % end,
            EndPolicy::Hold | EndPolicy::Error => time.min(end),
        }
    }

    fn is_ended(&self, time: f64) -> bool {
        self.policy == EndPolicy::Error && time > self.end as f64
    }

    fn nesting_of_others(&self) -> Nesting {
        Nesting { has_end: self.policy == EndPolicy::Error, ..Nesting::NONE }
    }
}

wraps!(PastEnd<S>);

impl<S: Schedule> PastEnd<S> {
    fn summarize(&self, summary: &mut Summary) {
        match self.policy {
            EndPolicy::Follow => summary.add(&self.schedule),
            EndPolicy::Repeat if self.end > 0 => {
                summary.repeated(self.end, |summary, _, length| summary.member(0, Some(length), &self.schedule));
            }
            policy => {
                // The value of the end is still one of the schedule, so its part ends one step later.
                let end = self.end.saturating_add(1);
                summary.member(0, Some(end), &self.schedule);
                match policy {
                    EndPolicy::Error => summary.error_from(end),
                    _ => summary.phase(end, None, Shape::Constant),
                }
            }
        }
    }
}

type_entry!(PastEnd<S> "PastEnd" {
    schedule: Box<dyn Schedule>;
    end: u64;
    policy: EndPolicy = EndPolicy::Hold
} => Ok(PastEnd::new(schedule, end, policy)));
