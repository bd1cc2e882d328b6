//! A schedule as a function of base and step.

use crate::common::BASES;
use crate::common::asked::Asked;
use crate::common::bits::assert_same_bits;
use crate::common::cases::{self, Case, numbers};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use tch_lr_scheduler::{LambdaLr, Schedule};

/// The first steps and some far ones.
fn steps(case: &Case) -> impl DoubleEndedIterator<Item = u64> + Clone {
    (0..case.near()).chain(case.far().iter().copied())
}

fn curve(schedule: &(impl Schedule + ?Sized), base: f64, steps: impl Iterator<Item = u64>) -> Vec<f64> {
    steps.map(|step| schedule.at(base, step)).collect()
}

#[test]
fn at_a_step_is_the_value_at_that_time() {
    for case in cases::all() {
        let schedule = case.schedule();
        for base in BASES {
            let values: Vec<f64> = steps(&case).map(|step| schedule.value(base, step as f64)).collect();
            assert_same_bits(&curve(&schedule, base, steps(&case)), &values, format_args!("{} from {base:?}", case.name));
        }
    }
}

#[test]
fn values_do_not_depend_on_the_order_or_number_of_calls() {
    for case in cases::all() {
        let schedule = case.schedule();
        for base in BASES {
            let in_order = curve(&schedule, base, steps(&case));
            let mut backwards = curve(&schedule, base, steps(&case).rev());
            backwards.reverse();
            assert_same_bits(&backwards, &in_order, format_args!("{} backwards", case.name));
            assert_same_bits(&curve(&schedule, base, steps(&case)), &in_order, format_args!("{} again", case.name));
            assert_same_bits(&curve(&case.schedule(), base, steps(&case)), &in_order, format_args!("{} built anew", case.name));
        }
    }
}

#[test]
fn a_finite_base_gives_finite_values_that_are_not_negative() {
    for case in cases::all() {
        let schedule = case.schedule();
        let may_be_negative = numbers(case.name).iter().any(|&number| number < 0.0);
        for base in BASES {
            for step in steps(&case) {
                let value = schedule.at(base, step);
                let usable = value.is_finite() && (value >= 0.0 || may_be_negative);
                assert!(usable, "{} from {base:?} at step {step}: {value:?}", case.name);
            }
        }
    }
}

#[test]
fn between_two_steps_the_value_is_finite_too() {
    for case in cases::all() {
        let schedule = case.schedule();
        for quarter in 0..800 {
            let value = schedule.value(0.1, f64::from(quarter) / 4.0);
            assert!(value.is_finite(), "{} at time {quarter}/4: {value:?}", case.name);
        }
    }
}

#[test]
fn from_its_horizon_on_a_schedule_is_constant() {
    let mut with_horizon = 0;
    for case in cases::all() {
        let schedule = case.schedule();
        let Some(horizon) = schedule.constant_from() else { continue };
        with_horizon += 1;
        for base in BASES {
            let last = schedule.at(base, horizon);
            let beyond = (1..case.near()).chain(case.far().iter().copied()).map(|steps| horizon.saturating_add(steps));
            let values = curve(&schedule, base, beyond);
            assert_same_bits(&values, &vec![last; values.len()], format_args!("{} from {base:?}", case.name));
        }
    }
    assert!(with_horizon > 5, "the table has few schedules with a horizon");
}

#[test]
fn a_schedule_behind_a_pointer_is_the_same_schedule() {
    for case in cases::all() {
        let boxed = case.schedule();
        let shared: Arc<dyn Schedule> = Arc::from(case.schedule());
        let twice = case.schedule().boxed();
        let expected = curve(&*boxed, 0.1, steps(&case));
        assert_same_bits(&curve(&boxed, 0.1, steps(&case)), &expected, case.name);
        assert_same_bits(&curve(&&*boxed, 0.1, steps(&case)), &expected, case.name);
        assert_same_bits(&curve(&shared, 0.1, steps(&case)), &expected, case.name);
        assert_same_bits(&curve(&twice, 0.1, steps(&case)), &expected, case.name);
        let horizons = [boxed.constant_from(), shared.constant_from(), twice.constant_from()];
        assert_eq!(horizons, [case.schedule().as_ref().constant_from(); 3], "{}", case.name);
    }
}

#[test]
fn a_schedule_may_be_used_from_several_threads() {
    for case in cases::all() {
        let shared: Arc<dyn Schedule> = Arc::from(case.schedule());
        let other = Arc::clone(&shared);
        let near = case.near();
        let there = thread::spawn(move || curve(&other, 0.1, 0..near)).join().expect("the thread ends");
        assert_same_bits(&there, &curve(&shared, 0.1, 0..near), case.name);
    }
}

#[test]
fn debug_names_the_type_and_its_parameters() {
    for case in cases::all() {
        let debug = format!("{:?}", case.schedule());
        let named = debug.to_lowercase().starts_with(&case.class().to_lowercase());
        assert!(named, "{debug} does not start with {}", case.class());
        let shown = numbers(&debug);
        let missing = numbers(case.name).into_iter().find(|number| !shown.contains(number));
        assert!(case.hides_parameters || missing.is_none(), "{debug} does not show the {missing:?} of {}", case.name);
    }
}

#[test]
fn a_function_is_called_once_per_value_however_far_the_step() {
    let calls = Arc::new(AtomicUsize::new(0));
    let counted = calls.clone();
    let schedule = LambdaLr::new(move |step| {
        counted.fetch_add(1, Ordering::Relaxed);
        1.0 / (1.0 + step as f64)
    });
    assert_eq!(schedule.at(1.0, 999_999_999_999_999), 1e-15);
    assert_eq!(schedule.at(1.0, 9), 0.1);
    assert_eq!(calls.load(Ordering::Relaxed), 2);
}

#[test]
fn value_and_momentum_are_constant_until_the_next_change() {
    let mut waits = 0;
    for case in cases::all() {
        let schedule = case.schedule();
        let numbers = |step: u64| {
            let momentum = schedule.companion(step as f64).unwrap_or(f64::NAN);
            [BASES.map(|base| schedule.at(base, step)).as_slice(), &[momentum]].concat()
        };
        let exact = case.far().iter().copied().filter(|&step| step < 1 << 53);
        let mut changed = 0;
        let walked = std::iter::from_fn(|| {
            let step = changed;
            changed = schedule.next_change(step);
            (step < case.near()).then_some(step)
        });
        for step in walked.chain(exact) {
            let next = schedule.next_change(step);
            assert!(next > step, "{} at step {step} says {next}", case.name);
            let near = step + 1..next.min(step + case.near());
            let far = [next - 1, next / 2].into_iter().filter(|&far| far > step && far < 1 << 53);
            for later in near.chain(far) {
                assert_same_bits(&numbers(later), &numbers(step), format_args!("{} at step {later}, as at {step}", case.name));
                assert_eq!(schedule.next_change(later), next, "{} at step {later}, as at {step}", case.name);
                waits += 1;
            }
        }
    }
    assert!(waits > 10_000, "the table has few schedules that wait");
}
