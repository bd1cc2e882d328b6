use crate::data::Node;
use crate::data::wording::count;
use crate::{Error, Result};
use std::cell::Cell;

/// The work and the memory that reading a run may need. A short file may name many schedulers for many groups, or a milestone many
/// times.
pub(super) struct Budget {
    parts: Cell<usize>,
    milestones: Cell<usize>,
}

/// The most schedulers of all groups together, and the most values of the plan that is made of them.
const MOST_PARTS: usize = 1 << 22;
/// The most milestones of all schedulers together.
pub(super) const MOST_MILESTONES: usize = 1 << 20;

impl Budget {
    pub(super) fn new() -> Self {
        Self { parts: Cell::new(MOST_PARTS), milestones: Cell::new(MOST_MILESTONES) }
    }

    /// Takes `parts` times `groups` schedulers or values. It is an error at `node` if too many have been taken.
    pub(super) fn take_parts(&self, node: &Node<'_>, parts: usize, groups: usize) -> Result<()> {
        let most = count(MOST_PARTS as u64);
        take(&self.parts, parts.saturating_mul(groups)).ok_or_else(|| {
            let expected = format!("schedulers with at most {most} values for all groups together");
            node.problem(expected, format!("{} for each of {} groups", count(parts as u64), count(groups as u64)))
        })
    }

    /// Takes milestones. It is an error at `node` if too many have been taken.
    pub(super) fn take_milestones(&self, node: &Node<'_>, step: &str, milestones: u64) -> Result<()> {
        usize::try_from(milestones)
            .ok()
            .and_then(|milestones| take(&self.milestones, milestones))
            .ok_or_else(|| too_many(node, step, milestones))
    }
}

fn take(left: &Cell<usize>, taken: usize) -> Option<()> {
    left.set(left.get().checked_sub(taken)?);
    Some(())
}

fn too_many(node: &Node<'_>, step: &str, milestones: u64) -> Error {
    let expected = format!("whole steps with counts of at most {MOST_MILESTONES} in all");
    node.problem(expected, format!("{step:?}: {milestones}"))
}
