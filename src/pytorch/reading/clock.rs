//! The step at which a run is, from the counters that torch keeps in every scheduler.

use super::saved_scheduler::SavedScheduler;
use super::schedule;
use crate::Result;
use crate::data::FieldName;
use crate::pytorch::class::Class;
use crate::schedule::Time;

const LAST_EPOCH: FieldName = FieldName::plain("last_epoch");

pub(super) fn time(saved: &SavedScheduler<'_>) -> Result<Time> {
    match saved.class {
        Class::SequentialLr => of_sequence(saved),
        Class::ChainedScheduler => of_chain(saved),
        Class::CosineAnnealingWarmRestarts => of_warm_restarts(saved),
        Class::SwaLr => match saved.state.required::<u64>(FieldName::plain("_step_count"))? {
            0 => Err(saved.state.place("_step_count")?.problem("at least 1, because the constructor counts as a step", "0")),
            count => Ok(Time::at_step(count - 1)),
        },
        class if class.takes_fractions() => {
            let time: f64 = saved.state.required(LAST_EPOCH)?;
            if time >= 0.0 {
                return Ok(Time::from(time));
            }
            Err(saved.state.place("last_epoch")?.problem("a time of at least 0", format!("{time:?}")))
        }
        _ => whole(saved),
    }
}

/// `last_epoch` as a whole step.
fn whole(saved: &SavedScheduler<'_>) -> Result<Time> {
    saved.state.required(LAST_EPOCH).map(Time::at_step)
}

/// Checks that the active member has made as many steps as the sequence since the member's milestone.
fn of_sequence(saved: &SavedScheduler<'_>) -> Result<Time> {
    let now = whole(saved)?;
    let milestones: Vec<u64> = saved.state.required(FieldName::plain("_milestones"))?;
    let active = milestones.partition_point(|&milestone| milestone <= now.step);
    let start = if active == 0 { 0 } else { milestones[active - 1] };
    let expected = Time::at_step(now.step.saturating_sub(start));
    let check = |index, member: &SavedScheduler<'_>| {
        if index == active { check_agrees(member, expected, "its SequentialLR") } else { Ok(()) }
    };
    saved.members(check)?;
    Ok(now)
}

/// Checks that all members have made as many steps as the first.
fn of_chain(saved: &SavedScheduler<'_>) -> Result<Time> {
    let mut first = None;
    saved.members(|_, member| match first {
        Some(expected) => check_agrees(member, expected, "the members before it in its ChainedScheduler"),
        None => time(member).map(|time| first = Some(time)),
    })?;
    match first {
        Some(time) => Ok(time),
        None => saved.state.place("_schedulers")?.unexpected("at least one scheduler"),
    }
}

fn check_agrees(member: &SavedScheduler<'_>, expected: Time, with: &str) -> Result<()> {
    let found = time(member)?;
    if found == expected {
        return Ok(());
    }
    // The constructor of SWALR counts as a step.
    let (counter, first) = if member.class == Class::SwaLr { ("_step_count", 1.0) } else { ("last_epoch", 0.0) };
    let expected = format!("{counter} {} to agree with {with}", expected.as_f64() + first);
    Err(member.state.problem(expected, (found.as_f64() + first).to_string()))
}

/// `last_epoch` is whole. Only `T_cur` has a fraction.
fn of_warm_restarts(saved: &SavedScheduler<'_>) -> Result<Time> {
    let state = &saved.state;
    let found: f64 = state.required(FieldName::plain("T_cur"))?;
    let length: f64 = state.required(FieldName::plain("T_i"))?;
    let time = Time { fraction: found.fract().abs(), ..whole(saved)? };
    let (expected, expected_length) = schedule::warm_restarts(state)?.place(time.as_f64());
    if (found - expected).abs() > 1e-6 {
        let expected = format!("{expected:?}, the steps since the last restart at last_epoch {}", time.step);
        return Err(state.place("T_cur")?.problem(expected, format!("{found:?}")));
    }
    if length != expected_length {
        let expected = format!("{expected_length:?}, the length of the cycle at last_epoch {}", time.step);
        return Err(state.place("T_i")?.problem(expected, format!("{length:?}")));
    }
    Ok(time)
}
