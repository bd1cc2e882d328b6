//! The methods with which a schedule proposes its phases.

use super::curve::Curve;
use super::proposal::{Part, Proposal};
use super::shape::Shape;
use super::summary::Summary;

impl Summary {
    /// Appends a phase of the current schedule that follows `shape` from step `start` until step `end`, or without an end.
    pub(crate) fn phase(&mut self, start: u64, end: Option<u64>, shape: Shape) {
        let curve = Curve { shape: shape.slowed(self.pace as f64), stair: self.grid, ..Curve::constant() };
        self.propose(start, end, curve);
    }

    /// Appends a phase as [`phase`](Self::phase) does, for a curve that is called a warm-up if it rises.
    pub(crate) fn warmup_phase(&mut self, end: u64, shape: Shape) {
        let curve = Curve { shape: shape.slowed(self.pace as f64), stair: self.grid, into: 0, is_warmup: true };
        self.propose(0, Some(end), curve);
    }

    /// Appends a phase as [`phase`](Self::phase) does, for a curve whose value changes only every `width` steps.
    pub(crate) fn stairs(&mut self, start: u64, end: Option<u64>, width: u64, shape: Shape) {
        let stair = width.saturating_mul(self.pace);
        self.propose(start, end, Curve { shape: shape.slowed(self.pace as f64), stair, ..Curve::constant() });
    }

    /// Appends a phase as [`phase`](Self::phase) does, for times that may lie between two steps.
    pub(crate) fn phase_between(&mut self, start: f64, end: f64, shape: Shape) {
        let whole = |time: f64| {
            let time = time * self.pace as f64;
            let nearest = time.round();
            if (time - nearest).abs() <= 1e-9 * time.abs().max(1.0) { nearest } else { time }
        };
        let (from, until) = (whole(start), whole(end));
        let first = from.ceil();
        let shape = shape.slowed(self.pace as f64).later(first - from);
        let curve = Curve { shape, stair: self.grid, ..Curve::constant() };
        let [first, end] = [first, until.ceil()].map(|time| self.start.saturating_add(time as u64));
        self.propose_at(first, Some(end), curve);
    }

    /// Appends a phase from each of these steps to the next one. The first phase starts at step 0.
    pub(crate) fn phases_from(&mut self, steps: impl Iterator<Item = (u64, Shape)>) {
        let mut steps = steps.peekable();
        let mut start = 0;
        while let Some((_, shape)) = steps.next() {
            let end = steps.peek().map(|(step, _)| *step);
            self.stairs(start, end, 1, shape);
            start = end.unwrap_or(start);
        }
    }

    /// Appends that every step from `start` on is an error.
    pub(crate) fn error_from(&mut self, start: u64) {
        let words = format!("an error from {}", self.unit.named(self.absolute(start)));
        self.phase(start, None, Shape::Words(words));
    }

    fn propose(&mut self, start: u64, end: Option<u64>, curve: Curve) {
        self.propose_at(self.absolute(start), end.map(|end| self.absolute(end)), curve);
    }

    fn propose_at(&mut self, start: u64, end: Option<u64>, curve: Curve) {
        let (natural, end) = (end, end.into_iter().chain(self.end).min());
        if end.is_none_or(|end| start < end) {
            let name = curve.name(self.unit);
            self.parts.push(Part::Phase(Proposal {
                start,
                end,
                is_cut: natural != end,
                curves: vec![curve],
                events: Some(vec![]),
                name,
            }));
        }
    }
}
