//! The base rate of a group. Torch stores it in every scheduler, a plan stores it once.

use super::saved_scheduler::SavedScheduler;
use crate::Result;
use crate::pytorch::class::Class;

pub(super) fn of_group(saved: &SavedScheduler<'_>, group: usize) -> Result<f64> {
    let mut base = None;
    check_agree(saved, group, false, &mut base)?;
    match base {
        Some(base) => Ok(base),
        None if saved.is_composite() => saved.group_field("initial_lr", group),
        None => saved.list_entry("base_lrs", group),
    }
}

/// Checks that all members that use a base rate have the same one, and stores it in `base`. `is_first` is true for the first member
/// of a sequence: it continues from `initial_lr`, to which the sequence has reset the rate.
fn check_agree(saved: &SavedScheduler<'_>, group: usize, is_first: bool, base: &mut Option<f64>) -> Result<()> {
    match saved.class {
        Class::SequentialLr => saved.members(|index, member| check_agree(member, group, index == 0, base)).map(drop),
        Class::ChainedScheduler => saved.members(|_, member| check_agree(member, group, is_first, base)).map(drop),
        Class::CyclicLr | Class::OneCycleLr => Ok(()),
        class => {
            let (found, list) = match is_first && class.ignores_base_lrs() {
                true => (saved.group_field("initial_lr", group)?, None),
                false => (saved.list_entry("base_lrs", group)?, Some(saved.state.place("base_lrs")?)),
            };
            let expected = *base.get_or_insert(found);
            if expected.to_bits() == found.to_bits() {
                return Ok(());
            }
            let expected = format!("{expected:?} for group {group}, the base rate of the schedulers before it");
            Err(list.unwrap_or(saved.state).problem(expected, format!("{found:?}")))
        }
    }
}
