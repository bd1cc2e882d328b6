pub(crate) mod assignments;
pub(crate) mod coupling;
pub(crate) mod factors;
pub(crate) mod given;
pub(crate) mod layer_wise;
pub(crate) mod scheduled_value;

// The documentation lists the methods of a plan in the order of these modules.
mod learning_rates;

mod hyperparameters;

mod couplings;

mod beta2_eps;
mod options;
mod times;

use crate::{Error, Hyperparameter, PlannedRule, ReduceLrOnPlateau, Result, RunLength};
use assignments::{Assignments, Source};
use scheduled_value::ScheduledValue;

pub use layer_wise::LayerWise;

/// A plan of a run: the base value and the schedule of each hyperparameter of each parameter group, and the feedback rules.
///
/// A plan is built once and does not change. A [`State`](crate::State) contains what changes during a run. A plan is checked when
/// it is built, wrapped, started or previewed. Each of these functions returns an error if, for instance, a setting is given twice
/// or a group does not exist.
///
/// # Examples
///
/// ```
/// use tch_lr_scheduler::{CosineAnnealingLr, Plan, StepLr};
///
/// let plan = Plan::lr(0.1, CosineAnnealingLr::new(50)?)  // every group
///     .lr_group(1, 0.01, StepLr::new(30, 0.1)?);         // except group 1
/// assert_eq!(plan.preview(3, 50)?.lr, [0.0, 0.001, 0.0]);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
///
/// # Groups
///
/// A base or a schedule without a group is common to all groups. A base, schedule or factor for one group replaces the common one
/// for this group, and the other parts stay common:
///
/// | for a group | the group follows |
/// |---|---|
/// | nothing | the common base and the common schedule |
/// | a base ([`lr_base`](Self::lr_base)) | the common schedule from its own base, as a group of torch with its own `lr` |
/// | a base and a schedule ([`lr_group`](Self::lr_group)) | its own schedule from its own base |
/// | a factor ([`lr_factor`](Self::lr_factor)) | as above, times the factor |
/// | a schedule as a factor ([`lr_times`](Self::lr_times)) | as above, times the value of that schedule for the base 1 |
///
/// The same applies to the momentum ([`momentum_base`](Self::momentum_base), [`momentum_group`](Self::momentum_group),
/// [`momentum_factor`](Self::momentum_factor)) and the weight decay. [Plan files](crate::spec) have the same rule.
///
/// ```
/// use tch_lr_scheduler::{Plan, StepLr};
///
/// let plan = Plan::lr(0.4, StepLr::new(10, 0.5)?)
///     .lr_base(1, 0.04)
///     .lr_group(2, 0.04, StepLr::new(20, 0.5)?);
/// assert_eq!(plan.preview(4, 10)?.lr, [0.2, 0.02, 0.04, 0.2]);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
///
/// # In PyTorch
///
/// A plan replaces the initial rate of the optimizer (`lr` of the optimizer or of its `param_groups`) and the schedulers that are
/// built on that optimizer.
#[derive(Debug, Clone)]
#[must_use = "a plan does nothing until it is built, wrapped or started"]
pub struct Plan {
    lr: Assignments,
    /// The assignments of the other hyperparameters, in the order in which they were given.
    others: Vec<Assignments>,
    scalars: Vec<(String, Source<ScheduledValue>)>,
    /// The final number of groups, or 0 if none is declared.
    expected_groups: usize,
    /// The feedback rules, in the order of their names.
    rules: Vec<PlannedRule>,
    run: RunLength,
    /// The length of the run in steps.
    total_steps: Option<u64>,
}

/// More groups than any optimizer has. A larger number is a mistake, and would exhaust the memory.
pub(crate) const MOST_GROUPS: usize = 1 << 20;

impl Plan {
    pub(crate) fn of(lr: Assignments) -> Self {
        Self {
            lr,
            others: vec![],
            scalars: vec![],
            expected_groups: 0,
            rules: vec![],
            run: RunLength::default(),
            total_steps: None,
        }
    }

    pub(crate) fn with_scalar(mut self, name: String, source: Source<ScheduledValue>) -> Self {
        self.scalars.push((name, source));
        self
    }

    pub(crate) fn add_assignments(&mut self, assignments: Assignments) {
        self.others.push(assignments);
    }

    /// Assigns a source to a hyperparameter other than the learning rate.
    fn with(self, hyperparameter: Hyperparameter, group: Option<usize>, source: Source) -> Self {
        self.changed(hyperparameter, |assignments| assignments.add(group, source))
    }

    /// Multiplies a hyperparameter other than the learning rate in one group.
    fn with_factor(self, hyperparameter: Hyperparameter, group: usize, factor: f64) -> Self {
        self.changed(hyperparameter, |assignments| assignments.add_factor(group, factor))
    }

    /// Changes the assignments of a hyperparameter.
    fn changed(mut self, hyperparameter: Hyperparameter, change: impl FnOnce(&mut Assignments)) -> Self {
        if hyperparameter == Hyperparameter::Lr {
            change(&mut self.lr);
            return self;
        }
        match self.others.iter_mut().find(|assignments| assignments.hyperparameter() == hyperparameter) {
            Some(assignments) => change(assignments),
            None => {
                let mut assignments = Assignments::new(hyperparameter);
                change(&mut assignments);
                self.others.push(assignments);
            }
        }
        self
    }

    /// The assignments of the learning rate. Other hyperparameters may be coupled to it.
    pub(crate) fn lr_assignments(&self) -> &Assignments {
        &self.lr
    }

    /// The assignments of all hyperparameters except the learning rate.
    pub(crate) fn other_assignments(&self) -> &[Assignments] {
        &self.others
    }

    /// The companion momentum of the rates' schedules, unless the plan schedules the momentum itself.
    pub(crate) fn companion_momentum(&self) -> Option<Assignments> {
        let has_momentum = self.others.iter().any(|assignments| assignments.hyperparameter() == Hyperparameter::Momentum);
        if has_momentum { None } else { self.lr.companion_momentum() }
    }

    pub(crate) fn scalars(&self) -> &[(String, Source<ScheduledValue>)] {
        &self.scalars
    }

    /// The peak of the rate of the first group, for the scalars that are coupled to it.
    pub(crate) fn peak_of_first_group(&self, groups: usize) -> Result<f64> {
        let (rates, of_groups) = self.lr.resolve(1, groups.max(self.expected_groups))?;
        Ok(match of_groups.first() {
            Some(Source::Scheduled(rate)) => rates[*rate].peak(),
            _ => 0.0,
        })
    }

    /// The rule whose state is `State::plateau`.
    pub(crate) fn plateau(&self) -> Option<&ReduceLrOnPlateau> {
        self.rules.iter().find(|rule| rule.is_plateau()).and_then(PlannedRule::get)
    }

    /// The feedback rules, in the order of their names.
    pub(crate) fn rules(&self) -> &[PlannedRule] {
        &self.rules
    }

    pub(crate) fn check_rules(&self, groups: usize) -> Result<()> {
        let groups = groups.max(self.expected_groups);
        for (rule, next) in self.rules.iter().zip(self.rules.iter().skip(1)) {
            if rule.name == next.name {
                return Err(Error::RuleTwice { name: rule.name.clone() });
            }
        }
        self.rules.iter().try_for_each(|rule| rule.check(groups))
    }

    pub(crate) fn expected_groups(&self) -> usize {
        self.expected_groups
    }

    /// Checks assignments of this plan, and returns the source of each of the first `groups` groups. A source contains the index of
    /// a scheduled value in the returned list. A coupling that needs the peak of the group's rate gets the peak.
    pub(crate) fn resolve(&self, assignments: &Assignments, groups: usize) -> Result<(Vec<ScheduledValue>, Vec<Source<usize>>)> {
        let (scheduled, mut sources) = self.resolve_without_peaks(assignments, groups)?;
        if sources.iter().any(|source| matches!(source, Source::Coupled(_))) {
            let (rates, of_groups) = self.resolve_without_peaks(&self.lr, groups)?;
            for (source, rate) in sources.iter_mut().zip(&of_groups) {
                if let (Source::Coupled(coupling), Source::Scheduled(rate)) = (source, rate) {
                    coupling.at_peak(rates[*rate].peak());
                }
            }
        }
        Ok((scheduled, sources))
    }

    /// Resolves assignments as [`resolve`](Self::resolve) does, but sets no peaks in couplings.
    pub(crate) fn resolve_without_peaks(
        &self,
        assignments: &Assignments,
        groups: usize,
    ) -> Result<(Vec<ScheduledValue>, Vec<Source<usize>>)> {
        assignments.resolve(groups, groups.max(self.expected_groups))
    }
}
