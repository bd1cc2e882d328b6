use super::place::Place;
use crate::{Result, State};

/// That the optimizer has the rates that this scheduler gives it: else it was changed by something else, or is another's.
///
/// Not to the bit, for torch's rates have drifted; and a rate that was a float32 tensor has drifted farther.
pub(super) fn compare(place: &Place<'_>, bases: &[f64], state: &State) -> Result<()> {
    for (group, (ours, base)) in state.lr.iter().zip(bases).enumerate() {
        let torch = place.in_group("lr", group)?;
        // Torch's chains go below zero, where ours stay at it.
        let is_below_zero = place.is_composite() && *ours == 0.0 && torch < 0.0;
        let drift = if torch == f64::from(torch as f32) { 1e-2 } else { 1e-6 };
        if is_below_zero || (ours - torch).abs() <= drift * ours.abs().max(torch.abs()) + 1e-9 * base {
            continue;
        }
        let expected = format!("about {ours:?}, the rate of this scheduler at its step {}", state.step);
        return Err(place.groups[group].place("lr")?.problem(expected, format!("{torch:?}")));
    }
    Ok(())
}
