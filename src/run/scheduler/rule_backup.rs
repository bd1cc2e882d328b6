use crate::{CooldownState, PlateauState, RuleState, State};

/// A copy of what a metric may change in a state, so that nothing has changed after an error.
#[derive(Debug, Default)]
pub(crate) struct RuleBackup {
    pub(crate) plateau: Option<PlateauState>,
    pub(crate) rules: Vec<RuleState>,
    /// Only a cooldown that has not started can change.
    cooldown: Option<CooldownState>,
}

impl RuleBackup {
    pub(crate) fn copy(&mut self, state: &State) {
        self.plateau.clone_from(&state.plateau);
        self.rules.clone_from(&state.rules);
        if !state.is_cooling_down() {
            self.cooldown.clone_from(&state.cooldown);
        }
    }

    pub(crate) fn restore(&self, state: &mut State) {
        state.plateau.clone_from(&self.plateau);
        state.rules.clone_from(&self.rules);
        if !state.is_cooling_down() {
            state.cooldown.clone_from(&self.cooldown);
        }
    }
}
