//! Writes one scheduler of the plan as torch's `state_dict()`.

use super::clock::Clock;
use super::one_cycle;
use super::param_groups::ParamGroups;
use super::per_group::PerGroup;
use crate::data::Data;
use crate::data::Field;
use crate::data::Write;
use crate::pytorch::class::Class;
use crate::schedule::Time;
use crate::schedule::type_entry::HasTypeEntry;
use crate::*;

/// The parts of a run that all its schedulers share.
pub(super) struct Run<'a> {
    pub(super) bases: &'a [f64],
    pub(super) rates: &'a [f64],
    pub(super) groups: ParamGroups,
}

/// The data of one scheduler in the file: its outline and its state.
pub(super) struct SchedulerData {
    pub(super) outline: Data,
    pub(super) state: Data,
}

impl SchedulerData {
    /// `members` are the outlines of the member schedulers.
    pub(super) fn new(class: Class, has_function: bool, members: Vec<Data>, state: Data) -> Self {
        let outline =
            [(Class::NAME.torch, class.write()), ("scale_fn", Data::Bool(has_function)), ("schedulers", Data::List(members))];
        Self { outline: Data::object(outline), state }
    }
}

type Fields = Vec<(&'static str, Data)>;

impl Run<'_> {
    pub(super) fn scheduler(&mut self, schedules: &PerGroup<'_>, clock: Clock) -> Result<SchedulerData> {
        let class = schedules.class()?;
        check_fraction(class, schedules, clock)?;
        let (state, has_function, members) = match class {
            Class::SequentialLr | Class::ChainedScheduler => {
                let (state, members) = self.composite(class, schedules, clock)?;
                (state, false, members)
            }
            _ => {
                let (own, has_function) = self.own(class, schedules, clock)?;
                (self.with_common_fields(own, class, clock), has_function, vec![])
            }
        };
        Ok(SchedulerData::new(class, has_function, members, Data::object(state)))
    }

    fn composite(&mut self, class: Class, schedules: &PerGroup<'_>, clock: Clock) -> Result<(Fields, Vec<Data>)> {
        if clock == Clock::NotStarted {
            return Err(schedules.problem(
                "a class that torch can start later in a sequence, which a composite is not (pytorch#132745)",
                name(class),
            ));
        }
        let milestones: Option<Vec<u64>> =
            if class == Class::SequentialLr { Some(schedules.shared_as("milestones")?) } else { None };
        let of_member = |index: usize| match &milestones {
            Some(milestones) => {
                let start = index.checked_sub(1).map_or(0, |before| milestones[before]);
                clock.of_member(start, milestones.get(index).copied())
            }
            None => clock,
        };
        let written = schedules.members(|index, member| self.scheduler(member, of_member(index)))?;
        let (outlines, states) = written.into_iter().map(|written| (written.outline, written.state)).unzip();
        let mut state: Fields = vec![];
        if let Some(milestones) = &milestones {
            state.extend([("_milestones", milestones.write()), ("last_epoch", clock.last_epoch())]);
        }
        state.extend([("_last_lr", self.rates.to_vec().write()), ("_schedulers", Data::List(states))]);
        Ok((state, outlines))
    }

    /// The fields that only this class has, and whether the scheduler has a `scale_fn`.
    fn own(&mut self, class: Class, schedules: &PerGroup<'_>, clock: Clock) -> Result<(Fields, bool)> {
        let mut has_function = false;
        let fields = match class {
            Class::StepLr => parameters::<StepLr>(schedules)?,
            Class::MultiStepLr => parameters::<MultiStepLr>(schedules)?,
            Class::ConstantLr => parameters::<ConstantLr>(schedules)?,
            Class::LinearLr => parameters::<LinearLr>(schedules)?,
            Class::ExponentialLr => parameters::<ExponentialLr>(schedules)?,
            Class::PolynomialLr => parameters::<PolynomialLr>(schedules)?,
            Class::CosineAnnealingLr => parameters::<CosineAnnealingLr>(schedules)?,
            Class::CosineAnnealingWarmRestarts => {
                let mut fields = ["T_0", "T_mult", "eta_min"]
                    .map(|name| Ok((name, schedules.shared(name)?)))
                    .into_iter()
                    .collect::<Result<Fields>>()?;
                schedules.without(&["peak_decay", "eta_min_decay", "cycle_limit"], class)?;
                let t_0 = schedules.shared_as("T_0")?;
                let schedule = CosineAnnealingWarmRestarts::new(t_0)?.t_mult(schedules.shared_as("T_mult")?)?;
                let (t_cur, t_i) = schedule.place(if let Clock::At(time) = clock { time.as_f64() } else { 0.0 });
                fields.extend([("T_cur", t_cur.write()), ("T_i", t_i.write())]);
                fields
            }
            // A null keeps the function that the scheduler in Python has.
            Class::LambdaLr | Class::MultiplicativeLr => vec![("lr_lambdas", Data::list(schedules.0.iter().map(|_| Data::Null)))],
            Class::CyclicLr => {
                has_function = schedules.shared("scale_fn")? != Data::Null;
                cyclic(schedules)?
            }
            Class::OneCycleLr => one_cycle::fields(schedules, clock, &mut self.groups)?,
            Class::SwaLr => {
                self.groups.set("swa_lr", &schedules.numbers("swa_lr")?, schedules)?;
                vec![
                    ("anneal_epochs", schedules.shared("anneal_epochs")?),
                    ("_anneal_strategy", schedules.shared("anneal_strategy")?),
                ]
            }
            Class::SequentialLr | Class::ChainedScheduler | Class::ReduceLrOnPlateau => {
                return Err(schedules.problem("a schedule", name(class)));
            }
        };
        Ok((fields, has_function))
    }

    /// Adds the fields that every class has.
    fn with_common_fields(&self, mut fields: Fields, class: Class, clock: Clock) -> Fields {
        if class != Class::CyclicLr {
            fields.push(("base_lrs", self.bases.to_vec().write()));
        }
        let warm_restarts = class == Class::CosineAnnealingWarmRestarts;
        let last_epoch = match clock {
            Clock::At(time) if warm_restarts => Clock::At(Time::at_step(time.step)),
            other => other,
        };
        fields.extend([
            ("last_epoch", last_epoch.last_epoch()),
            ("_step_count", if warm_restarts { Data::Whole(0) } else { clock.step_count() }),
            ("_is_initial", Data::Bool(false)),
            ("_get_lr_called_within_step", Data::Bool(false)),
            ("_last_lr", self.rates.to_vec().write()),
        ]);
        fields
    }
}

fn name(class: Class) -> String {
    match class.write() {
        Data::Text(name) => name,
        other => other.to_string(),
    }
}

/// Checks that torch's class can continue from a time between two steps, if the run is there.
fn check_fraction(class: Class, schedules: &PerGroup<'_>, clock: Clock) -> Result<()> {
    match clock {
        Clock::At(time) if time.fraction != 0.0 && !class.takes_fractions() => Err(schedules.problem(
            format!("a whole step, because torch's {} cannot continue from a fraction of a step", name(class)),
            time.as_f64().to_string(),
        )),
        _ => Ok(()),
    }
}

/// The fields of a class whose state has its parameters under their own names.
fn parameters<S: HasTypeEntry>(schedules: &PerGroup<'_>) -> Result<Fields> {
    let shared = |parameter: &Field| Ok((parameter.name.torch, schedules.shared(parameter.name.torch)?));
    S::ENTRY.parameters.iter().map(shared).collect()
}

fn cyclic(schedules: &PerGroup<'_>) -> Result<Fields> {
    let up: u64 = schedules.shared_as("step_size_up")?;
    let down: Option<u64> = schedules.shared_as("step_size_down")?;
    let total = up as f64 + down.unwrap_or(up) as f64;
    let mut fields = vec![
        ("max_lrs", schedules.numbers("max_lr")?.write()),
        ("total_size", total.write()),
        ("step_ratio", (up as f64 / total).write()),
        ("mode", schedules.shared("mode")?),
        ("gamma", schedules.shared("gamma")?),
        ("scale_mode", schedules.shared("scale_mode")?),
        ("cycle_momentum", schedules.shared("cycle_momentum")?),
        ("base_lrs", schedules.numbers("base_lr")?.write()),
        ("_scale_fn_custom", Data::Null),
    ];
    if schedules.shared_as("cycle_momentum")? {
        fields.push(("base_momentums", schedules.numbers("base_momentum")?.write()));
        fields.push(("max_momentums", schedules.numbers("max_momentum")?.write()));
    }
    Ok(fields)
}
