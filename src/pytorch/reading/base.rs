//! The rate that a group starts from: torch has it in every scheduler anew, and a plan once.

use super::place::Place;
use crate::Result;
use crate::pytorch::class::Class;

pub(super) fn of_group(place: &Place<'_>, group: usize) -> Result<f64> {
    let mut base = None;
    agree(place, group, false, &mut base)?;
    match base {
        Some(base) => Ok(base),
        None if place.is_composite() => place.in_group("initial_lr", group),
        None => place.of_group("base_lrs", group),
    }
}

/// That all whose rates depend on a base have the same. The one that leads a sequence starts from the rate that the sequence
/// has reset.
fn agree(place: &Place<'_>, group: usize, leads: bool, base: &mut Option<f64>) -> Result<()> {
    match place.class {
        Class::SequentialLr => place.members(|index, member| agree(member, group, index == 0, base)).map(drop),
        Class::ChainedScheduler => place.members(|_, member| agree(member, group, leads, base)).map(drop),
        Class::CyclicLr | Class::OneCycleLr => Ok(()),
        class => {
            let (found, list) = match leads && class.goes_on_from_the_rate() {
                true => (place.in_group("initial_lr", group)?, None),
                false => (place.of_group("base_lrs", group)?, Some(place.state.place("base_lrs")?)),
            };
            let expected = *base.get_or_insert(found);
            if expected.to_bits() == found.to_bits() {
                return Ok(());
            }
            let expected = format!("{expected:?} for group {group}, where the schedulers before it start");
            Err(list.unwrap_or(place.state).problem(expected, format!("{found:?}")))
        }
    }
}
