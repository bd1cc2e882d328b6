//! Combinators that change the time of a schedule: each law over the whole table, with pseudo-random parameters.

use crate::common::asked::Asked;
use crate::common::bits::assert_same_bits;
use crate::common::cases::{self, Case};
use crate::common::generator::Generator;
use tch_lr_scheduler::{Constant, EndPolicy, Result, Schedule};

const BASES: [f64; 3] = [0.1, 1.0, 3e-4];
const STEPS: u64 = 160;

/// Asserts for every row, base and step that the combined schedule has the expected rate, and the momentum of the step `place`.
fn law<S: Schedule>(
    name: &str,
    combine: impl Fn(Box<dyn Schedule>, u64) -> Result<S>,
    expected: impl Fn(&dyn Schedule, f64, u64, u64) -> f64,
    place: impl Fn(u64, u64) -> u64,
) -> Result<()> {
    let mut generator = Generator::new(name.len() as u64);
    for case in cases::all() {
        let parameter = generator.whole(1, 60);
        let (combined, alone) = (combine(case.schedule(), parameter)?, case.schedule());
        for base in BASES {
            for step in 0..STEPS {
                let what = format!("{name} {parameter} of {} from {base} at step {step}", case.name);
                assert_same_bits(&[combined.at(base, step)], &[expected(&*alone, base, parameter, step)], &what);
                assert_eq!(combined.companion(step as f64), alone.companion(place(parameter, step) as f64), "momentum: {what}");
            }
        }
    }
    Ok(())
}

#[test]
fn hold_keeps_the_value_from_a_step_on() -> Result<()> {
    let place = |from: u64, step: u64| step.min(from);
    law("hold", |schedule, from| Ok(schedule.hold(from)), |schedule, base, from, step| schedule.at(base, place(from, step)), place)
}

#[test]
fn within_keeps_the_first_and_the_last_value_outside_of_its_range() -> Result<()> {
    let place = |from: u64, step: u64| step.clamp(from, from + 29) - from;
    let combine = |schedule: Box<dyn Schedule>, from: u64| schedule.within(from..from + 30);
    law("within", combine, |schedule, base, from, step| schedule.at(base, place(from, step)), place)?;
    let open = |schedule: Box<dyn Schedule>, from: u64| schedule.within(from..);
    law(
        "within",
        open,
        |schedule, base, from, step| schedule.at(base, step.saturating_sub(from)),
        |from, step| step.saturating_sub(from),
    )
}

/// The step whose value a schedule has at a step, from this step and the end.
type StepAfterEnd = fn(u64, u64) -> u64;

#[test]
fn an_end_holds_follows_or_repeats() -> Result<()> {
    let policies: [(EndPolicy, StepAfterEnd); 4] = [
        (EndPolicy::Hold, |end, step| step.min(end)),
        (EndPolicy::Follow, |_, step| step),
        (EndPolicy::Repeat, |end, step| step % end),
        (EndPolicy::Error, |end, step| step.min(end)),
    ];
    for (policy, place) in policies {
        let combine = |schedule: Box<dyn Schedule>, end| Ok(schedule.past_end(end, policy));
        law("past_end", combine, |schedule, base, end, step| schedule.at(base, place(end, step)), place)?;
    }
    Ok(())
}

#[test]
fn delay_keeps_the_first_value_at_first() -> Result<()> {
    let place = |steps: u64, step: u64| step.saturating_sub(steps);
    law(
        "delay",
        |schedule, steps| Ok(schedule.delay(steps)),
        |schedule, base, steps, step| schedule.at(base, place(steps, step)),
        place,
    )
}

#[test]
fn every_advances_once_per_given_number_of_steps() -> Result<()> {
    let place = |steps: u64, step: u64| step / steps;
    law("every", Schedule::every, |schedule, base, steps, step| schedule.at(base, place(steps, step)), place)
}

#[test]
fn cycle_restarts_after_every_period() -> Result<()> {
    let place = |period: u64, step: u64| step % period;
    law("cycle", Schedule::cycle, |schedule, base, period, step| schedule.at(base, place(period, step)), place)
}

#[test]
fn the_peaks_of_a_cycle_fall_by_the_decay() -> Result<()> {
    let combine = |schedule: Box<dyn Schedule>, period| schedule.cycle(period)?.decay(0.75);
    let expected =
        |schedule: &dyn Schedule, base: f64, period, step| schedule.at(base * 0.75f64.powf((step / period) as f64), step % period);
    law("falling cycle", combine, expected, |period, step| step % period)
}

#[test]
fn stretch_evaluates_the_schedule_at_fractional_steps() -> Result<()> {
    let mut generator = Generator::new(3);
    for case in cases::all() {
        let steps = generator.whole(1, 60);
        let (stretched, alone) = (case.schedule().stretch(steps)?, case.schedule());
        for step in 0..STEPS {
            let time = step as f64 / steps as f64;
            let what = format!("stretch {steps} of {} at step {step}", case.name);
            assert_same_bits(&[stretched.at(0.1, step)], &[alone.value(0.1, time)], &what);
            assert_eq!(stretched.companion(step as f64), alone.companion(time), "momentum: {what}");
        }
        for epoch in 0..20 {
            let whole = [stretched.at(0.1, epoch * steps), case.schedule().every(steps)?.at(0.1, epoch * steps)];
            assert_same_bits(&whole, &[alone.at(0.1, epoch); 2], format!("{}: whole epochs", case.name));
        }
    }
    Ok(())
}

/// Whether the schedule starts from its own base as a later member of a sequence; others continue from the current value.
fn starts_from_its_base(case: &Case) -> bool {
    let schedule = case.schedule();
    let start = schedule.at(0.1, 0);
    schedule.continued(0.1, 7.0, 0.0) == start
}

#[test]
fn then_starts_the_second_schedule_at_its_own_step_zero() -> Result<()> {
    let mut generator = Generator::new(5);
    let (mut own, mut goes_on) = (0, 0);
    for case in cases::all() {
        let milestone = generator.whole(1, 60);
        let (first, second) = (Constant.scale(0.3)?, case.schedule());
        let sequence = first.then(milestone, case.schedule());
        if !starts_from_its_base(&case) {
            goes_on += 1;
            continue;
        }
        own += 1;
        for base in BASES {
            for step in 0..STEPS {
                let expected = match step.checked_sub(milestone) {
                    None => first.at(base, step),
                    Some(local) => second.at(base, local),
                };
                let what = format!("then {milestone}, {} from {base} at step {step}", case.name);
                assert_same_bits(&[sequence.at(base, step)], &[expected], what);
            }
        }
    }
    assert!(own > 90 && goes_on > 5, "{own} and {goes_on}: the table has few of a kind");
    Ok(())
}

#[test]
fn the_first_member_of_a_sequence_is_unchanged_until_its_milestone() -> Result<()> {
    for case in cases::all() {
        let sequence = case.schedule().then(40, Constant);
        let alone = case.schedule();
        for step in 0..60 {
            let expected = if step < 40 { alone.at(0.1, step) } else { 0.1 };
            assert_same_bits(&[sequence.at(0.1, step)], &[expected], format!("{} at step {step}", case.name));
            let momentum = alone.companion(step.min(39) as f64);
            assert_eq!(sequence.companion(step as f64), momentum, "{}: momentum at step {step}", case.name);
        }
    }
    Ok(())
}

#[test]
fn holding_from_the_horizon_changes_nothing() {
    for case in cases::all() {
        let Some(horizon) = case.schedule().constant_from() else { continue };
        let held = case.schedule().hold(horizon);
        for step in (0..STEPS).chain([horizon, horizon.saturating_add(1)]) {
            assert_same_bits(&[held.at(0.1, step)], &[case.schedule().at(0.1, step)], case.name);
        }
        assert!(held.constant_from() <= Some(horizon), "{}", case.name);
    }
}
