//! Phases as schedules propose them, before they are compared with the values.

use super::curve::Curve;
use super::shape::Shape;

/// The most cycles that are listed. More cycles look like a pattern in a plot, and not like phases.
pub(super) const MOST_CYCLES: usize = 32;

/// The most cycles of all schedules of a summary that are listed, so that cycles within cycles do not become too many.
pub(super) const MOST_CYCLES_IN_ALL: usize = 256;

/// The most steps of a phase at which a value changes after it has stayed.
const MOST_EVENTS: usize = 128;

/// A part of a curve, as a schedule proposes it.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Part {
    Phase(Proposal),
    Cycles(Cycles),
}

/// A phase that follows one of several curves, or none of them.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Proposal {
    pub(super) start: u64,
    pub(super) end: Option<u64>,
    /// Whether the curve would continue after `end`.
    pub(super) is_cut: bool,
    /// The curves that the values may follow. The first one that agrees with the values is described.
    pub(super) curves: Vec<Curve>,
    /// More steps at which the values are compared with the curves. `None` if the values may change at any step.
    pub(super) events: Option<Vec<u64>>,
    /// The name of the phase if the values follow none of the curves.
    pub(super) name: String,
}

/// Phases that repeat.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Cycles {
    pub(super) start: u64,
    pub(super) end: Option<u64>,
    /// The length of the first cycle. Each other cycle is `growth` times as long as the one before.
    pub(super) period: u64,
    pub(super) growth: u64,
    /// All cycles, or only the first one if there are too many.
    pub(super) cycles: Vec<Vec<Part>>,
    pub(super) is_complete: bool,
}

impl Proposal {
    /// The steps from `start` until `end` at which and after which a value changes after it has stayed. `None` if they are too
    /// many, or unknown.
    pub(super) fn events_within(&self, start: u64, end: Option<u64>) -> Option<Vec<u64>> {
        let mut events = self.events.clone()?;
        for curve in &self.curves {
            let is_known = !matches!(curve.shape, Shape::Function(_) | Shape::Words(_));
            let changes = is_known.then(|| curve.changes(self.start, self.end.or(end), MOST_EVENTS))??;
            events.extend(changes.into_iter().flat_map(|step| [step, step.saturating_add(1)]));
        }
        events.retain(|step| *step >= start && end.is_none_or(|end| *step < end));
        events.sort_unstable();
        events.dedup();
        (events.len() <= 2 * MOST_EVENTS).then_some(events)
    }

    /// Whether the value is the same from `start` until `end`, as far as the curve says.
    pub(super) fn stays(&self, start: u64, end: Option<u64>) -> bool {
        match &self.curves[..] {
            [curve] if start >= self.start => curve.later(start - self.start).stays(start, end),
            _ => false,
        }
    }

    pub(super) fn is_constant(&self) -> bool {
        matches!(&self.curves[..], [Curve { shape: Shape::Constant, .. }])
    }
}

impl Part {
    /// The phases as a list in which cycles are not marked.
    pub(super) fn flat(self) -> Vec<Proposal> {
        match self {
            Self::Phase(proposal) => vec![proposal],
            Self::Cycles(cycles) => {
                let mut listed: Vec<_> = cycles.cycles.into_iter().flatten().flat_map(Self::flat).collect();
                if !cycles.is_complete {
                    let name = format!("repeated {}", listed.first().map_or("", |first| &first.name));
                    let curve = Curve { shape: Shape::Function(name.clone()), ..Curve::constant() };
                    let start = cycles.start.saturating_add(cycles.period);
                    listed.push(Proposal {
                        start,
                        end: cycles.end,
                        is_cut: false,
                        curves: vec![curve],
                        events: Some(vec![]),
                        name,
                    });
                }
                listed
            }
        }
    }
}
