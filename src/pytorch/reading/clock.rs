//! Where a run stands: torch keeps a counter in every scheduler, and some keep two.

use super::place::Place;
use super::schedule;
use crate::Result;
use crate::data::FieldName;
use crate::pytorch::class::Class;
use crate::schedule::Time;

const LAST_EPOCH: FieldName = FieldName::plain("last_epoch");

pub(super) fn time(place: &Place<'_>) -> Result<Time> {
    match place.class {
        Class::SequentialLr => of_sequence(place),
        Class::ChainedScheduler => of_chain(place),
        Class::CosineAnnealingWarmRestarts => of_warm_restarts(place),
        Class::SwaLr => match place.state.required::<u64>(FieldName::plain("_step_count"))? {
            0 => Err(place.state.place("_step_count")?.problem("at least 1, for the constructor counts too", "0")),
            count => Ok(Time::at_step(count - 1)),
        },
        class if class.takes_fractions() => {
            let time: f64 = place.state.required(LAST_EPOCH)?;
            if time >= 0.0 {
                return Ok(Time::from(time));
            }
            Err(place.state.place("last_epoch")?.problem("a time, at least 0", format!("{time:?}")))
        }
        _ => whole(place),
    }
}

fn whole(place: &Place<'_>) -> Result<Time> {
    place.state.required(LAST_EPOCH).map(Time::at_step)
}

/// The one whose turn it is stands where the sequence does.
fn of_sequence(place: &Place<'_>) -> Result<Time> {
    let now = whole(place)?;
    let milestones: Vec<u64> = place.state.required(FieldName::plain("_milestones"))?;
    let turn = milestones.partition_point(|&milestone| milestone <= now.step);
    let start = if turn == 0 { 0 } else { milestones[turn - 1] };
    let expected = Time::at_step(now.step.saturating_sub(start));
    place.members(|index, member| if index == turn { agrees(member, expected, "its sequence") } else { Ok(()) })?;
    Ok(now)
}

fn of_chain(place: &Place<'_>) -> Result<Time> {
    let mut first = None;
    place.members(|_, member| match first {
        Some(expected) => agrees(member, expected, "the others of its chain"),
        None => time(member).map(|time| first = Some(time)),
    })?;
    match first {
        Some(time) => Ok(time),
        None => place.state.place("_schedulers")?.unexpected("at least one scheduler"),
    }
}

fn agrees(member: &Place<'_>, expected: Time, with: &str) -> Result<()> {
    let found = time(member)?;
    if found == expected {
        return Ok(());
    }
    let counter = if member.class == Class::SwaLr { "_step_count" } else { "last_epoch" };
    let expected = format!("a {counter} that stands at step {}, as {with}", expected.as_f64());
    Err(member.state.problem(expected, format!("one that stands at {}", found.as_f64())))
}

/// `last_epoch` is whole; a fraction is in `T_cur` alone.
fn of_warm_restarts(place: &Place<'_>) -> Result<Time> {
    let state = &place.state;
    let found: f64 = state.required(FieldName::plain("T_cur"))?;
    let length: f64 = state.required(FieldName::plain("T_i"))?;
    let time = Time { fraction: found.fract().abs(), ..whole(place)? };
    let (expected, expected_length) = schedule::warm_restarts(state)?.place(time.as_f64());
    if (found - expected).abs() > 1e-6 {
        let expected = format!("{expected:?}, where a run at last_epoch {} is after its last restart", time.step);
        return Err(state.place("T_cur")?.problem(expected, format!("{found:?}")));
    }
    if length != expected_length {
        let expected = format!("{expected_length:?}, the wave of a run at last_epoch {}", time.step);
        return Err(state.place("T_i")?.problem(expected, format!("{length:?}")));
    }
    Ok(time)
}
