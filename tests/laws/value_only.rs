//! A wrapper that forwards nothing but `value` is right everywhere: it may be slower, and a chain refuses it by name.

use crate::common::asked::Asked;
use crate::common::bits::assert_same_bits;
use crate::common::cases;
use tch_lr_scheduler::{ChainedScheduler, Constant, DryRun, EndPolicy, Plan, Result, Schedule, ScheduleSpec, Scheduler, Summary};

/// What a program writes that wants to count calls, for instance, and forwards only what it must.
#[derive(Debug)]
struct ValueOnly<S>(S);

impl<S: Schedule> Schedule for ValueOnly<S> {
    fn value(&self, base: f64, time: f64) -> f64 {
        self.0.value(base, time)
    }
}

const STEPS: u64 = 120;

fn curve(schedule: &dyn Schedule) -> Vec<f64> {
    (0..STEPS).map(|step| schedule.at(0.1, step)).collect()
}

/// Every combinator around a schedule.
fn combined<S: Schedule + Clone + 'static>(schedule: S) -> Result<Vec<Box<dyn Schedule>>> {
    let of = || schedule.clone();
    Ok(vec![
        of().warmup(7)?.boxed(),
        of().hold(30).boxed(),
        of().delay(5).boxed(),
        of().frozen_until(5).boxed(),
        of().cycle(20)?.decay(0.5)?.boxed(),
        of().every(3)?.boxed(),
        of().within(5..40)?.boxed(),
        of().past_end(30, EndPolicy::Repeat).boxed(),
        of().plus(Constant).boxed(),
        of().noise(0.5, 1)?.boxed(),
        of().stretch(4)?.boxed(),
        of().times(Constant.scale(0.5)?).boxed(),
        Constant.times(of()).boxed(),
        of().min(Constant).boxed(),
        of().max(Constant).boxed(),
        of().clamp(0.01, 0.05)?.boxed(),
        of().scale(0.3)?.boxed(),
        of().offset(0.25)?.boxed(),
        of().then(40, Constant).boxed(),
    ])
}

#[test]
fn it_has_the_values_of_its_inner_schedule_in_every_combinator() -> Result<()> {
    for case in cases::all() {
        let inner: std::sync::Arc<dyn Schedule> = case.schedule().into();
        let wrapped = std::sync::Arc::new(ValueOnly(inner.clone()));
        assert_same_bits(&curve(&*wrapped), &curve(&*inner), case.name);
        for (with, without) in combined(wrapped)?.iter().zip(combined(inner)?) {
            assert_same_bits(&curve(with), &curve(&without), format!("{with:?}"));
        }
    }
    Ok(())
}

/// Behind a milestone it starts from its own base, as every schedule without a history does.
#[test]
fn it_starts_from_its_own_base_behind_a_milestone() -> Result<()> {
    for case in cases::all() {
        let sequence = Constant.scale(0.5)?.then(20, ValueOnly(case.schedule()));
        let expected: Vec<_> = (0..STEPS - 20).map(|step| case.schedule().at(0.1, step)).collect();
        assert_same_bits(&curve(&sequence)[20..], &expected, case.name);
    }
    Ok(())
}

#[test]
fn a_scheduler_writes_the_values_of_the_inner_schedule_at_every_step() -> Result<()> {
    for case in cases::all() {
        let mut scheduler = Scheduler::start(&Plan::lr(0.1, ValueOnly(case.schedule())), 1, &mut DryRun)?;
        let inner = case.schedule();
        for step in 0..STEPS {
            assert_eq!(scheduler.lr().to_bits(), inner.at(0.1, step).to_bits(), "{} at step {step}", case.name);
            scheduler.step(&mut DryRun)?;
        }
    }
    Ok(())
}

#[test]
fn a_chain_refuses_it_by_name() {
    for case in cases::all() {
        let members = [Constant.boxed(), ValueOnly(case.schedule()).boxed()];
        let error = ChainedScheduler::new(members).expect_err(case.name).to_string();
        assert!(error.starts_with("ChainedScheduler: schedules must be schedules that"), "{error}");
        assert!(error.contains("ValueOnly(") && error.ends_with("at index 1"), "{error}");
    }
}

#[test]
fn a_step_that_it_cannot_reach_is_an_error_and_not_a_hang() -> Result<()> {
    for case in cases::all().into_iter().filter(|case| case.walks) {
        let plan = Plan::lr(0.1, ValueOnly(case.schedule()));
        let error = plan.preview(1, 1 << 50).expect_err(case.name).to_string();
        assert_eq!(error, format!("lr at step {}: expected a finite value, found NaN", 1_u64 << 50), "{}", case.name);
    }
    Ok(())
}

#[test]
fn it_is_described_by_what_it_prints_as() {
    for case in cases::all() {
        let wrapped = ValueOnly(case.schedule());
        let printed = format!("{wrapped:?}");
        assert_eq!(ScheduleSpec::of(&wrapped).to_string(), format!("{{\"opaque\": {printed:?}}}"));
        assert_eq!(Summary::of(&wrapped, 0.1, None).sentence(), printed);
        assert!(wrapped.companion(0.0).is_none() && wrapped.constant_from().is_none());
    }
}
