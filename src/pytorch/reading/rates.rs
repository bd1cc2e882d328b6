use super::saved_scheduler::SavedScheduler;
use crate::{Result, State};

/// Checks that the optimizer has the rates that this scheduler gives. If it has others, something else changed them or the
/// optimizer belongs to another scheduler.
///
/// The rates may differ by rounding, because torch's recursions gather rounding errors. If the rate is exactly a
/// float32 number, it may come from a float32 tensor, so a larger difference is allowed.
pub(super) fn check(saved: &SavedScheduler<'_>, bases: &[f64], state: &State) -> Result<()> {
    for (group, (ours, base)) in state.lr.iter().zip(bases).enumerate() {
        let torch = saved.group_field("lr", group)?;
        // Torch's chains can give a rate below zero. Here the rate is zero then.
        let is_below_zero = saved.is_composite() && *ours == 0.0 && torch < 0.0;
        let drift = if torch == f64::from(torch as f32) { 1e-2 } else { 1e-6 };
        if is_below_zero || (ours - torch).abs() <= drift * ours.abs().max(torch.abs()) + 1e-9 * base {
            continue;
        }
        let expected = format!("about {ours:?}, the rate of this scheduler at step {}", state.step);
        return Err(saved.groups[group].place("lr")?.problem(expected, format!("{torch:?}")));
    }
    Ok(())
}
