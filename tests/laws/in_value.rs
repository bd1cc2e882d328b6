//! Combinators that change the value: each law over pairs from the table.

use crate::common::asked::Asked;
use crate::common::bits::assert_same_bits;
use crate::common::cases::{self, Case};
use crate::common::generator::Generator;
use tch_lr_scheduler::{Result, Schedule};

const BASES: [f64; 3] = [0.1, 1.0, 3e-4];
const STEPS: u64 = 160;

/// Each row paired with another row of the table.
fn pairs() -> Vec<(Case, Case)> {
    let mut others = cases::all();
    let most = others.len() as u64 - 1;
    others.rotate_left(Generator::new(11).whole(1, most) as usize);
    cases::all().into_iter().zip(others).collect()
}

fn law<S: Schedule>(
    name: &str,
    combine: impl Fn(Box<dyn Schedule>, Box<dyn Schedule>) -> Result<S>,
    expected: impl Fn(f64, f64, f64) -> f64,
    takes_momentum_of_the_other: bool,
) -> Result<()> {
    for (case, other) in pairs() {
        let combined = combine(case.schedule(), other.schedule())?;
        let (left, right) = (case.schedule(), other.schedule());
        for base in BASES {
            for step in 0..STEPS {
                let what = format!("{name} of {} and {} from {base} at step {step}", case.name, other.name);
                let expected = expected(left.at(base, step), right.at(base, step), right.at(1.0, step));
                assert_same_bits(&[combined.at(base, step)], &[expected.clamp(f64::MIN, f64::MAX)], &what);
                let time = step as f64;
                let second = right.companion(time).filter(|_| takes_momentum_of_the_other);
                assert_eq!(combined.companion(time), left.companion(time).or(second), "momentum: {what}");
            }
        }
    }
    Ok(())
}

#[test]
fn plus_adds_the_other_schedule() -> Result<()> {
    law("plus", |schedule, other| Ok(schedule.plus(other)), |left, right, _| left + right, true)
}

#[test]
fn times_multiplies_by_the_other_schedule_from_base_1() -> Result<()> {
    law("times", |left, right| Ok(left.times(right)), |left, _, of_one| left * of_one, false)
}

#[test]
fn min_is_the_smaller_of_the_two() -> Result<()> {
    law("min", |left, right| Ok(left.min(right)), |left, right, _| if left < right { left } else { right }, true)
}

#[test]
fn max_is_the_larger_of_the_two() -> Result<()> {
    law("max", |left, right| Ok(left.max(right)), |left, right, _| if left > right { left } else { right }, true)
}

#[test]
fn clamp_limits_the_value_to_its_range() -> Result<()> {
    let middle = |left: f64, _, _| {
        let mut all = [left, 0.01, 0.08];
        all.sort_by(f64::total_cmp);
        all[1]
    };
    law("clamp", |left, _| left.clamp(0.01, 0.08), middle, false)
}

#[test]
fn scale_multiplies_the_value() -> Result<()> {
    law("scale", |left, _| left.scale(0.3), |left, _, _| left * 0.3, false)
}

#[test]
fn shift_adds_to_the_value() -> Result<()> {
    law("offset", |left, _| left.offset(-0.03), |left, _, _| left + -0.03, false)
}

#[test]
fn combinators_with_neutral_arguments_change_nothing() -> Result<()> {
    for case in cases::all() {
        let one = case.schedule().scale(1.0)?.offset(0.0)?.clamp(f64::MIN, f64::MAX)?.delay(0).every(1)?.stretch(1)?.hold(u64::MAX);
        let itself = case.schedule().min(case.schedule()).max(case.schedule());
        let alone = case.schedule();
        for step in 0..STEPS {
            let expected = alone.at(0.1, step);
            assert_same_bits(&[one.at(0.1, step), itself.at(0.1, step)], &[expected; 2], format!("{} at {step}", case.name));
        }
    }
    Ok(())
}

/// A combined schedule as a later member of a sequence starts where its inner schedule would.
#[test]
fn a_combined_schedule_continues_like_its_inner_schedule() -> Result<()> {
    for case in cases::all() {
        let before = 0.7;
        let alone = |time| case.schedule().continued(0.1, before, time);
        for step in 0..60 {
            let time = step as f64;
            let combined = [
                (case.schedule().scale(0.5)?.boxed(), alone(time) * 0.5),
                (case.schedule().offset(0.5)?.boxed(), alone(time) + 0.5),
                (case.schedule().clamp(0.2, 0.6)?.boxed(), alone(time).clamp(0.2, 0.6)),
                (case.schedule().delay(7).boxed(), alone((time - 7.0).max(0.0))),
                (case.schedule().hold(7).boxed(), alone(time.min(7.0))),
                (case.schedule().every(7)?.boxed(), alone((time / 7.0).floor())),
                (case.schedule().stretch(8)?.boxed(), alone(time / 8.0)),
                (case.schedule().min(case.schedule()).boxed(), alone(time)),
            ];
            for (schedule, expected) in combined {
                let found = schedule.continued(0.1, before, time);
                assert_same_bits(&[found], &[expected.clamp(f64::MIN, f64::MAX)], format!("{schedule:?} at {step}"));
            }
        }
    }
    Ok(())
}
