use crate::{Error, Plan, PlateauState, Result, State};

/// Checks that a state can belong to a plan for `groups` groups, before any value is computed from it.
pub(super) fn check_state(plan: &Plan, groups: usize, state: &State) -> Result<()> {
    check_presence(plan, state)?;
    check_fractions(state)?;
    let check_count = |field: &str, found: usize| {
        let values = |count| format!("{count} values");
        if found == groups { Ok(()) } else { Err(Error::foreign_state(field, values(groups), values(found))) }
    };
    if let Some(PlateauState { best, reductions, .. }) = &state.plateau {
        check_count("plateau.reductions", reductions.len())?;
        if best.is_nan() {
            return Err(Error::foreign_state("plateau.best", "a number", "NaN"));
        }
    }
    if let Some(cooldown) = &state.cooldown {
        check_count("cooldown.from", cooldown.from.len())?;
        // Negative rates are not refused, because a user-defined schedule may return them.
        if let Some(from) = cooldown.from.iter().find(|from| !from.is_finite()) {
            return Err(Error::foreign_state("cooldown.from", "finite values", format_args!("{from:?}")));
        }
    }
    Ok(())
}

/// Checks that the state has a feedback rule's state if and only if the plan has a rule.
fn check_presence(plan: &Plan, state: &State) -> Result<()> {
    let presence = |is_present| if is_present { "present" } else { "absent" };
    let (expected, found) = (plan.plateau().is_some(), state.plateau.is_some());
    if expected == found { Ok(()) } else { Err(Error::foreign_state("plateau", presence(expected), presence(found))) }
}

fn check_fractions(state: &State) -> Result<()> {
    let of_cooldown = state.cooldown.as_ref().map(|cooldown| ("cooldown.fraction", cooldown.fraction));
    for (field, fraction) in [("fraction", state.fraction)].into_iter().chain(of_cooldown) {
        if !(0.0..1.0).contains(&fraction) {
            return Err(Error::foreign_state(field, "at least 0 and below 1", format_args!("{fraction:?}")));
        }
    }
    Ok(())
}
