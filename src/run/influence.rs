use crate::CooldownState;

/// What moves the rates beside their schedules: how often each was reduced, and a cooldown.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Influence<'a> {
    pub(crate) reductions: &'a [u64],
    pub(crate) cooldown: Option<&'a CooldownState>,
}
