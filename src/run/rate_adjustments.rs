use crate::CooldownState;

/// The changes of the scheduled rates at run time: the number of reductions of each group, and the cooldown.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RateAdjustments<'a> {
    pub(crate) reductions: &'a [u64],
    pub(crate) cooldown: Option<&'a CooldownState>,
}
