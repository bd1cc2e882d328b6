use crate::{Error, Plan, Result, State};

/// Checks that a state can belong to a plan for `groups` groups, before any value is computed from it.
pub(super) fn check_state(plan: &Plan, groups: usize, state: &State) -> Result<()> {
    check_presence(plan, state)?;
    check_times(state)?;
    check_counts(groups, state)?;
    if state.plateau.as_ref().is_some_and(|plateau| plateau.best.is_nan()) {
        return Err(Error::foreign_state("plateau.best", "a number", "NaN"));
    }
    let mut from = state.cooldown.iter().flat_map(|cooldown| &cooldown.from);
    // Negative rates are not refused, because a user-defined schedule may return them.
    match from.find(|from| !from.is_finite()) {
        Some(from) => Err(Error::foreign_state("cooldown.from", "finite values", format_args!("{from:?}"))),
        None => Ok(()),
    }
}

/// Checks that the lists of the feedback rule and of the cooldown have one value for each of `groups` groups.
pub(super) fn check_counts(groups: usize, state: &State) -> Result<()> {
    let reductions = state.plateau.as_ref().map(|plateau| ("plateau.reductions", plateau.reductions.len()));
    let from = state.cooldown.as_ref().map(|cooldown| ("cooldown.from", cooldown.from.len()));
    match reductions.into_iter().chain(from).find(|(_, found)| *found != groups) {
        Some((field, found)) => Err(Error::foreign_state(field, format_args!("{groups} values"), format_args!("{found} values"))),
        None => Ok(()),
    }
}

/// Checks that the state has a feedback rule's state if and only if the plan has a rule.
fn check_presence(plan: &Plan, state: &State) -> Result<()> {
    let presence = |is_present| if is_present { "present" } else { "absent" };
    let (expected, found) = (plan.plateau().is_some(), state.plateau.is_some());
    if expected == found { Ok(()) } else { Err(Error::foreign_state("plateau", presence(expected), presence(found))) }
}

/// Checks that a state has as many groups as the optimizer.
pub(super) fn check_groups(groups: usize, state: &State) -> Result<()> {
    let found = state.lr.len();
    if found == groups {
        return Ok(());
    }
    let expected = format!(
        "{groups} values, one for each group of the optimizer (`ResumePolicy::SameStep` loads a state with another number of groups)"
    );
    Err(Error::foreign_state("lr", expected, format_args!("{found} values")))
}

/// Checks that the fractions of a step and the elapsed steps are in their ranges.
pub(super) fn check_times(state: &State) -> Result<()> {
    let of_cooldown = state.cooldown.as_ref().map(|cooldown| ("cooldown.fraction", cooldown.fraction));
    for (field, fraction) in [("fraction", state.fraction)].into_iter().chain(of_cooldown) {
        if !(0.0..1.0).contains(&fraction) {
            return Err(Error::foreign_state(field, "at least 0 and below 1", format_args!("{fraction:?}")));
        }
    }
    match state.cooldown.as_ref().map(|cooldown| cooldown.elapsed) {
        Some(elapsed) if !(0.0..f64::INFINITY).contains(&elapsed) => {
            Err(Error::foreign_state("cooldown.elapsed", "finite and not negative", format_args!("{elapsed:?}")))
        }
        _ => Ok(()),
    }
}
