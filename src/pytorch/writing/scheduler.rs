//! One scheduler of the plan as torch's `state_dict()`.

use super::clock::Clock;
use super::each::Each;
use super::groups::Groups;
use super::one_cycle;
use crate::data::Data;
use crate::data::Field;
use crate::data::Write;
use crate::pytorch::class::Class;
use crate::schedule::Time;
use crate::schedule::type_entry::HasTypeEntry;
use crate::*;

/// What all schedulers of a run share.
pub(super) struct Run<'a> {
    pub(super) bases: &'a [f64],
    pub(super) rates: &'a [f64],
    pub(super) groups: Groups,
}

/// What the file says of a scheduler, and its state.
pub(super) struct Written {
    pub(super) about: Data,
    pub(super) state: Data,
}

impl Written {
    /// `members` is what the file says of the scheduler's own schedulers.
    pub(super) fn new(class: Class, has_function: bool, members: Vec<Data>, state: Data) -> Self {
        let about =
            [(Class::NAME.torch, class.write()), ("scale_fn", Data::Bool(has_function)), ("schedulers", Data::List(members))];
        Self { about: Data::object(about), state }
    }
}

type Fields = Vec<(&'static str, Data)>;

impl Run<'_> {
    pub(super) fn scheduler(&mut self, each: &Each<'_>, clock: Clock) -> Result<Written> {
        let class = each.class()?;
        check_fraction(class, each, clock)?;
        let (state, has_function, members) = match class {
            Class::SequentialLr | Class::ChainedScheduler => {
                let (state, members) = self.composite(class, each, clock)?;
                (state, false, members)
            }
            _ => {
                let (own, has_function) = self.own(class, each, clock)?;
                (self.with_the_rest(own, class, clock), has_function, vec![])
            }
        };
        Ok(Written::new(class, has_function, members, Data::object(state)))
    }

    fn composite(&mut self, class: Class, each: &Each<'_>, clock: Clock) -> Result<(Fields, Vec<Data>)> {
        if clock == Clock::NotBegun {
            return Err(each.problem("what torch can begin: later in a sequence it has no composite (pytorch#132745)", name(class)));
        }
        let milestones: Option<Vec<u64>> = if class == Class::SequentialLr { Some(each.shared_as("milestones")?) } else { None };
        let of_member = |index: usize| match &milestones {
            Some(milestones) => {
                let start = index.checked_sub(1).map_or(0, |before| milestones[before]);
                clock.of_member(start, milestones.get(index).copied())
            }
            None => clock,
        };
        let written = each.members(|index, member| self.scheduler(member, of_member(index)))?;
        let (about, states) = written.into_iter().map(|written| (written.about, written.state)).unzip();
        let mut state: Fields = vec![];
        if let Some(milestones) = &milestones {
            state.extend([("_milestones", milestones.write()), ("last_epoch", clock.last_epoch())]);
        }
        state.extend([("_last_lr", self.rates.to_vec().write()), ("_schedulers", Data::List(states))]);
        Ok((state, about))
    }

    /// The fields that only this class has, and whether a function scales its cycles.
    fn own(&mut self, class: Class, each: &Each<'_>, clock: Clock) -> Result<(Fields, bool)> {
        let mut has_function = false;
        let fields = match class {
            Class::StepLr => parameters::<StepLr>(each)?,
            Class::MultiStepLr => parameters::<MultiStepLr>(each)?,
            Class::ConstantLr => parameters::<ConstantLr>(each)?,
            Class::LinearLr => parameters::<LinearLr>(each)?,
            Class::ExponentialLr => parameters::<ExponentialLr>(each)?,
            Class::PolynomialLr => parameters::<PolynomialLr>(each)?,
            Class::CosineAnnealingLr => parameters::<CosineAnnealingLr>(each)?,
            Class::CosineAnnealingWarmRestarts => {
                let mut fields = parameters::<CosineAnnealingWarmRestarts>(each)?;
                let t_0 = each.shared_as("T_0")?;
                let schedule = CosineAnnealingWarmRestarts::new(t_0)?.t_mult(each.shared_as("T_mult")?)?;
                let (t_cur, t_i) = schedule.place(if let Clock::At(time) = clock { time.as_f64() } else { 0.0 });
                fields.extend([("T_cur", t_cur.write()), ("T_i", t_i.write())]);
                fields
            }
            // Their functions are Python's, which keeps those it has.
            Class::LambdaLr | Class::MultiplicativeLr => vec![("lr_lambdas", Data::list(each.0.iter().map(|_| Data::Null)))],
            Class::CyclicLr => {
                has_function = each.shared("scale_fn")? != Data::Null;
                cyclic(each)?
            }
            Class::OneCycleLr => one_cycle::fields(each, clock, &mut self.groups)?,
            Class::SwaLr => {
                self.groups.set("swa_lr", &each.numbers("swa_lr")?, each)?;
                vec![("anneal_epochs", each.shared("anneal_epochs")?), ("_anneal_strategy", each.shared("anneal_strategy")?)]
            }
            Class::SequentialLr | Class::ChainedScheduler | Class::ReduceLrOnPlateau => {
                return Err(each.problem("a schedule", name(class)));
            }
        };
        Ok((fields, has_function))
    }

    /// With what every class has.
    fn with_the_rest(&self, mut fields: Fields, class: Class, clock: Clock) -> Fields {
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

fn check_fraction(class: Class, each: &Each<'_>, clock: Clock) -> Result<()> {
    match clock {
        Clock::At(time) if time.fraction != 0.0 && !class.takes_fractions() => {
            Err(each.problem(format!("a whole step, for torch's {} goes on from no other", name(class)), time.as_f64().to_string()))
        }
        _ => Ok(()),
    }
}

/// Torch keeps the parameters under their own names.
fn parameters<S: HasTypeEntry>(each: &Each<'_>) -> Result<Fields> {
    let shared = |parameter: &Field| Ok((parameter.name.torch, each.shared(parameter.name.torch)?));
    S::ENTRY.parameters.iter().map(shared).collect()
}

fn cyclic(each: &Each<'_>) -> Result<Fields> {
    let up: u64 = each.shared_as("step_size_up")?;
    let down: Option<u64> = each.shared_as("step_size_down")?;
    let total = up as f64 + down.unwrap_or(up) as f64;
    let mut fields = vec![
        ("max_lrs", each.numbers("max_lr")?.write()),
        ("total_size", total.write()),
        ("step_ratio", (up as f64 / total).write()),
        ("mode", each.shared("mode")?),
        ("gamma", each.shared("gamma")?),
        ("scale_mode", each.shared("scale_mode")?),
        ("cycle_momentum", each.shared("cycle_momentum")?),
        ("base_lrs", each.numbers("base_lr")?.write()),
        ("_scale_fn_custom", Data::Null),
    ];
    if each.shared_as("cycle_momentum")? {
        fields.push(("base_momentums", each.numbers("base_momentum")?.write()));
        fields.push(("max_momentums", each.numbers("max_momentum")?.write()));
    }
    Ok(fields)
}
