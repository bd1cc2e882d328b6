//! Turns proposed phases into phases that agree with the values.

use super::curve::Curve;
use super::fit::{fit, is_near, points};
use super::phase::Phase;
use super::phase_kind::PhaseKind;
use super::proposal::{Cycles, Part, Proposal};
use super::shape::Shape;
use super::values::Values;

/// A part of a curve, with its values.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Settled {
    Phase(Phase),
    Cycles(SettledCycles),
}

/// Cycles, with their values.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct SettledCycles {
    pub(super) end: Option<u64>,
    pub(super) period: u64,
    pub(super) growth: u64,
    /// The step at which the second cycle starts.
    pub(super) second: u64,
    pub(super) first: Vec<Settled>,
    /// The phases of the other cycles. If these are too many, one phase replaces them.
    pub(super) others: Vec<Phase>,
    /// The step and the value at which each cycle is highest, of the first cycles.
    pub(super) peaks: Vec<(u64, f64)>,
}

impl Settled {
    pub(super) fn phases(&self) -> Vec<&Phase> {
        match self {
            Self::Phase(phase) => vec![phase],
            Self::Cycles(cycles) => cycles.first.iter().flat_map(Self::phases).chain(&cycles.others).collect(),
        }
    }
}

/// Settles all parts. `run` is the length of the run.
pub(super) fn settle(parts: Vec<Part>, run: Option<u64>, values: &Values<'_>) -> Vec<Settled> {
    let mut settled: Vec<Settled> = vec![];
    for part in parts {
        let next = match part {
            Part::Phase(proposal) => vec![Settled::Phase(phase(&proposal, run, values))],
            Part::Cycles(cycles) => settle_cycles(cycles, run, values),
        };
        next.into_iter().for_each(|next| append(&mut settled, next, run, values));
    }
    settled
}

/// Appends a part. A phase that follows the same curve as the one before is joined to it.
fn append(settled: &mut Vec<Settled>, mut next: Settled, run: Option<u64>, values: &Values<'_>) {
    while let (Some(Settled::Phase(last)), Settled::Phase(phase)) = (settled.last_mut(), &mut next) {
        let Some(joined) = last.joined(phase, run, values) else {
            last.meet(phase, values);
            break;
        };
        settled.pop();
        next = Settled::Phase(joined);
    }
    settled.push(next);
}

/// The phases of all parts. Phases of different cycles are joined too, if they follow the same curve.
pub(super) fn flat(parts: &[Settled], run: Option<u64>, values: &Values<'_>) -> Vec<Phase> {
    let mut settled = vec![];
    let phases = parts.iter().flat_map(Settled::phases).cloned();
    phases.for_each(|phase| append(&mut settled, Settled::Phase(phase), run, values));
    settled.iter().flat_map(Settled::phases).cloned().collect()
}

fn settle_cycles(cycles: Cycles, run: Option<u64>, values: &Values<'_>) -> Vec<Settled> {
    let rest = (!cycles.is_complete).then(|| Phase::repeated(&cycles, values));
    let mut others = cycles.cycles.into_iter().map(|cycle| settle(cycle, run, values));
    let first = others.next().unwrap_or_default();
    let listed: Vec<Vec<Phase>> = others.map(|cycle| cycle.iter().flat_map(Settled::phases).cloned().collect()).collect();
    let of_first: Vec<_> = first.iter().flat_map(Settled::phases).collect();
    let value = of_first.first().and_then(|phase| phase.first);
    let is_one_value = |phase: &Phase| phase.kind == PhaseKind::Constant && phase.first == value;
    if of_first.iter().copied().chain(listed.iter().flatten()).all(is_one_value) {
        let (start, end, curves) = (cycles.start, cycles.end, vec![Curve::constant()]);
        let all = phase(&Proposal { start, end, is_cut: false, curves, events: Some(vec![]), name: String::new() }, run, values);
        if all.kind == PhaseKind::Constant {
            return vec![Settled::Phase(all)];
        }
    }
    let is_step = |phase: &Phase| phase.kind == PhaseKind::Constant;
    if rest.is_none() && of_first.len() == 1 && of_first.iter().copied().chain(listed.iter().flatten()).all(is_step) {
        return first.into_iter().chain(listed.into_iter().flatten().map(Settled::Phase)).collect();
    }
    let second = cycles.start.saturating_add(cycles.period);
    let mut peaks: Vec<_> = peak(&of_first).into_iter().collect();
    if rest.is_none() {
        let is_whole = |cycle: &&Vec<Phase>| cycle.len() == of_first.len();
        peaks.extend(listed.iter().filter(is_whole).take(2).filter_map(|cycle| peak(&cycle.iter().collect::<Vec<_>>())));
    } else if let Some((step, _)) = peaks.first().filter(|_| cycles.growth == 1) {
        let later = step.saturating_add(cycles.period);
        peaks.extend(values.at(later).filter(|_| cycles.end.is_none_or(|end| later < end)).map(|value| (later, value)));
    }
    let others = listed.into_iter().flatten().chain(rest).collect();
    let (end, period, growth) = (cycles.end, cycles.period, cycles.growth);
    vec![Settled::Cycles(SettledCycles { end, period, growth, second, first, others, peaks })]
}

/// The highest value at which a phase starts, and its step.
fn peak(phases: &[&Phase]) -> Option<(u64, f64)> {
    let starts = phases.iter().filter_map(|phase| Some((phase.start, phase.first?)));
    starts.reduce(|best, next| if next.1 > best.1 { next } else { best })
}

/// The phase that agrees with the values.
fn phase(proposal: &Proposal, run: Option<u64>, values: &Values<'_>) -> Phase {
    let Proposal { start, end, .. } = *proposal;
    let first = values.at(start);
    let words = proposal.curves.iter().find(|curve| matches!(curve.shape, Shape::Words(_)));
    let mut phase = Phase {
        start,
        end,
        kind: PhaseKind::Other,
        first,
        target: end.and_then(|end| Some((end - 1, values.at(end - 1)?))),
        stair: 1,
        curve: Curve { shape: Shape::Function(proposal.name.clone()), ..Curve::constant() },
        line: None,
        is_pure: false,
        is_cut: proposal.is_cut,
    };
    if let (Some(words), 1) = (words, proposal.curves.len()) {
        phase.curve = words.clone();
        return phase;
    }
    if end.is_some_and(|end| end - start == 1) {
        phase.become_constant();
        return phase;
    }
    let is_known = |curve: &&Curve| !matches!(curve.shape, Shape::Function(_) | Shape::Words(_));
    for curve in proposal.curves.iter().filter(is_known) {
        if phase.follow(curve, proposal.events.as_deref().unwrap_or_default(), run, values) {
            return phase;
        }
    }
    phase
}

impl Phase {
    /// Takes `curve` if it agrees with the values.
    fn follow(&mut self, curve: &Curve, events: &[u64], run: Option<u64>, values: &Values<'_>) -> bool {
        let mut steps = points(self.start, self.end, curve.stair);
        steps.extend(events);
        let Some(fit) = fit(curve, self.start, &steps, values) else {
            return false;
        };
        if fit.slope == 0.0 {
            self.become_constant();
            return true;
        }
        (self.kind, self.stair, self.curve) = (curve.shape.kind(), curve.stair, curve.clone());
        (self.line, self.is_pure) = (Some((fit.intercept, fit.slope)), fit.is_pure);
        if let Some(end) = self.end.filter(|end| !(self.is_cut && Some(*end) == run)) {
            let at_end = values.at(end).filter(|value| fit.has(curve, end - self.start, *value));
            self.target = at_end.map(|value| (end, value)).or(self.target);
        }
        true
    }

    fn become_constant(&mut self) {
        (self.kind, self.stair, self.curve) = (PhaseKind::Constant, 1, Curve::constant());
        self.line = self.first.map(|value| (value, 0.0));
    }

    /// The phase that replaces cycles that are not listed.
    fn repeated(cycles: &Cycles, values: &Values<'_>) -> Self {
        let start = cycles.start.saturating_add(cycles.period);
        Self {
            start,
            end: cycles.end,
            kind: PhaseKind::Repeated,
            first: values.at(start),
            target: cycles.end.and_then(|end| Some((end - 1, values.at(end - 1)?))),
            stair: 1,
            curve: Curve { shape: Shape::Function("repeated phases".into()), ..Curve::constant() },
            line: None,
            is_pure: false,
            is_cut: false,
        }
    }

    /// This phase and the next one as one phase, if they follow the same curve.
    fn joined(&self, next: &Self, run: Option<u64>, values: &Values<'_>) -> Option<Self> {
        let is_point = |phase: &Self| phase.end.is_some_and(|end| end - phase.start == 1);
        let constants = [self, next].map(|phase| phase.kind == PhaseKind::Constant);
        if constants == [true, true] {
            let is_same = self.first.zip(next.first).is_some_and(|(first, next)| is_near(first, next));
            let both = Self { end: next.end, target: next.target, is_cut: next.is_cut, ..self.clone() };
            return is_same.then_some(both);
        }
        if self.reaches_over(next, values) {
            return Some(Self { end: next.end, target: next.target, is_cut: next.is_cut, ..self.clone() });
        }
        let direction = |phase: &Self| if is_point(phase) { 0 } else { phase.direction() };
        let is_known = |phase: &Self| phase.line.is_some();
        if !is_known(self) || !is_known(next) || direction(self) * direction(next) < 0 {
            return None;
        }
        if (constants[0] && !is_point(self)) || (constants[1] && !is_point(next)) {
            return None;
        }
        let curve = if constants[0] { next.curve.earlier(next.start - self.start)? } else { self.curve.clone() };
        let mut both = Self { end: next.end, target: next.target, is_cut: next.is_cut, ..self.clone() };
        let mut steps = points(self.start, self.end, curve.stair);
        steps.extend(points(next.start, next.end, curve.stair));
        fit(&curve, self.start, &steps, values)?;
        both.follow(&curve, &[], run, values).then_some(both)
    }

    /// Whether the values of the next phase lie on the curve of this one, up to rounding errors, without a turn between them.
    fn reaches_over(&self, next: &Self, values: &Values<'_>) -> bool {
        let mut steps = points(next.start, next.end, next.stair).into_iter();
        let turns = self.direction() * next.direction() < 0;
        let is_on_curve = |step| Some(is_near(self.value_at(step)?, values.at(step)?));
        next.line.is_some() && !turns && steps.all(|step| is_on_curve(step) == Some(true))
    }

    /// Moves the boundary to a constant phase one step back, if the value before the boundary is already that of the constant.
    fn meet(&mut self, next: &mut Self, values: &Values<'_>) {
        let (Some(end), Some(last)) = (self.end, self.last_step()) else {
            return;
        };
        let is_long = |phase: &Self| phase.end.is_none_or(|end| end - phase.start > 1);
        let is_movable = self.kind != PhaseKind::Constant && self.line.is_some() && self.stair == 1 && end - self.start > 2;
        if next.kind == PhaseKind::Constant && is_long(next) && is_movable && values.at(last) == next.first && next.first.is_some()
        {
            (self.end, next.start) = (Some(last), last);
            self.target = values.at(last).map(|value| (last, value));
        }
    }
}
