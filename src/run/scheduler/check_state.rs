use crate::{Error, Plan, PlannedRule, Result, State};

/// Checks that a state can belong to a plan for `groups` groups, before any value is computed from it.
pub(super) fn check_state(plan: &Plan, groups: usize, state: &State) -> Result<()> {
    check_presence(plan, state)?;
    check_times(state)?;
    check_counts(groups, state)?;
    let mut rates = state.rules.iter().flat_map(|rule| rule.factors.lr.iter().chain(&rule.factors.scheduled));
    if let Some(rate) = rates.find(|rate| !rate.is_finite()) {
        return Err(Error::foreign_state("feedback", "finite rates", format_args!("{rate:?}")));
    }
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

/// Checks that the lists of the feedback rules and of the cooldown have one value for each of `groups` groups.
pub(super) fn check_counts(groups: usize, state: &State) -> Result<()> {
    let reductions = state.plateau.iter().map(|plateau| ("plateau.reductions".to_owned(), plateau.reductions.len()));
    let factors = state.rules.iter().map(|rule| (format!("feedback.{}.lr", rule.name), rule.factors.lr.len()));
    let from = state.cooldown.iter().map(|cooldown| ("cooldown.from".to_owned(), cooldown.from.len()));
    match reductions.chain(factors).chain(from).find(|(_, found)| *found != groups) {
        Some((field, found)) => Err(Error::foreign_state(field, format_args!("{groups} values"), format_args!("{found} values"))),
        None => Ok(()),
    }
}

/// Checks that the state contains the states of the plan's feedback rules and of no others.
fn check_presence(plan: &Plan, state: &State) -> Result<()> {
    let presence = |is_present| if is_present { "present" } else { "absent" };
    let (expected, found) = (plan.plateau().is_some(), state.plateau.is_some());
    if expected != found {
        return Err(Error::foreign_state("plateau", presence(expected), presence(found)));
    }
    let mut expected = plan.rules().iter().filter(|rule| !rule.is_plateau());
    if let Some(rule) = expected.find(|rule| state.rule(&rule.name).is_none()) {
        return Err(Error::foreign_state(state_field(rule), "present", "absent"));
    }
    let is_planned = |name: &str| plan.rules().iter().any(|rule| rule.name == name && !rule.is_plateau());
    match state.rules.iter().find(|state| !is_planned(&state.name)) {
        Some(state) => Err(Error::foreign_state(format_args!("feedback.{}", state.name), "absent", "present")),
        None => Ok(()),
    }
}

/// The field of a state that contains the state of a rule.
pub(super) fn state_field(rule: &PlannedRule) -> String {
    if rule.is_plateau() { "plateau".to_owned() } else { format!("feedback.{}", rule.name) }
}

/// Reads the states of the plan's rules, which a file contains as data, and brings them into the order of the plan.
pub(super) fn read_rules(plan: &Plan, state: &mut State) -> Result<()> {
    for rule in &mut state.rules {
        if let Some(planned) = plan.rules().iter().find(|planned| planned.name == rule.name) {
            let unread = |error: Error| {
                let expected = format!("the state of this rule ({error})");
                Error::foreign_state(format_args!("feedback.{}.state", planned.name), expected, rule.memory.data().excerpt())
            };
            rule.memory = planned.rule.read(&rule.memory).map_err(unread)?;
        }
    }
    state.rules.sort_by(|left, right| left.name.cmp(&right.name));
    Ok(())
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
