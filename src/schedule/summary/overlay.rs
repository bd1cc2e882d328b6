//! Summaries of schedules whose values are combined from the values of several schedules.

use super::crossings::{Crossing, crossings};
use super::curve::Curve;
use super::proposal::{Cycles, Part, Proposal};
use super::shape::Shape;
use super::summary::Summary;
use crate::Schedule;
use crate::schedule::lookup;

/// The most phases that a combination may have. If it has more, it is described as one phase.
const MOST: usize = 256;

/// The longest recursion, in steps, that is computed to find where two curves cross.
const LONGEST_WALK: f64 = 65_536.0;

/// The most steps of stairs at which a combination is divided into phases.
const MOST_STAIRS: usize = 6;

/// How the values of several schedules are combined.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Combination {
    /// The product of the values.
    Product,
    /// The sum of the values.
    Sum,
    /// A chain in which members set and multiply the current value.
    Chain,
    /// One of the values, named by these words.
    Choice(&'static str),
}

/// A schedule of a combination.
pub(crate) struct Combined<'a> {
    pub(crate) schedule: &'a dyn Schedule,
    /// The base of the schedule.
    pub(crate) base: f64,
    /// The value from which the schedule continues, if it does not start from its base.
    pub(crate) before: Option<f64>,
}

impl Summary {
    /// A schedule as a member of a combination.
    pub(crate) fn combined<'a>(&self, schedule: &'a dyn Schedule) -> Combined<'a> {
        Combined { schedule, base: self.base, before: self.before }
    }

    /// A schedule as a factor of a combination. Its base is 1.
    pub(crate) fn factor<'a>(&self, schedule: &'a dyn Schedule) -> Combined<'a> {
        Combined { schedule, base: 1.0, before: None }
    }

    /// Appends the phases of a combination.
    pub(crate) fn combine(&mut self, how: Combination, members: &[Combined<'_>]) {
        let mut lists: Vec<_> = members.iter().map(|member| self.parts_of(member)).collect();
        let is_constant = |list: &Vec<Part>| matches!(&list[..], [Part::Phase(only)] if only.is_constant());
        let mut others = (0..lists.len()).filter(|index| !is_constant(&lists[*index]));
        if let (Some(index), None) = (others.next(), others.next()) {
            // A combination with constants keeps the cycles of the other member.
            let parts = std::mem::take(&mut lists[index]);
            let constants: Vec<_> = lists.into_iter().map(flat).collect();
            let combined = self.with_constants(how, members, parts, &constants, index);
            return self.parts.extend(combined);
        }
        let lists: Vec<_> = lists.into_iter().map(flat).collect();
        let mut bounds: Vec<_> = lists.iter().flatten().flat_map(|one| [Some(one.start), one.end]).flatten().collect();
        tidy(&mut bounds);
        if !matches!(how, Combination::Choice(_)) {
            let stairs = stairs(&lists, &bounds);
            bounds.extend(stairs);
        }
        let is_open = lists.iter().flatten().any(|one| one.end.is_none());
        let overlaid = self.overlay(how, members, &lists, bounds, is_open);
        self.parts.extend(overlaid);
    }

    /// The parts of a combination of the member at `index`, which has these parts, with constants.
    fn with_constants(
        &self,
        how: Combination,
        members: &[Combined<'_>],
        parts: Vec<Part>,
        constants: &[Vec<Proposal>],
        index: usize,
    ) -> Vec<Part> {
        let combined = |part| match part {
            Part::Cycles(cycles) => {
                let each = cycles.cycles.into_iter().map(|cycle| self.with_constants(how, members, cycle, constants, index));
                vec![Part::Cycles(Cycles { cycles: each.collect(), ..cycles })]
            }
            Part::Phase(phase) => {
                let (bounds, is_open) = ([Some(phase.start), phase.end].into_iter().flatten().collect(), phase.end.is_none());
                let mut lists = constants.to_vec();
                lists[index] = vec![phase];
                self.overlay(how, members, &lists, bounds, is_open)
            }
        };
        parts.into_iter().flat_map(combined).collect()
    }

    /// The phases of a combination between these bounds, and between the steps at which the values of two members cross.
    fn overlay(
        &self,
        how: Combination,
        members: &[Combined<'_>],
        lists: &[Vec<Proposal>],
        mut bounds: Vec<u64>,
        is_open: bool,
    ) -> Vec<Part> {
        tidy(&mut bounds);
        let mut more = vec![];
        if matches!(how, Combination::Choice(_)) && bounds.len() <= MOST {
            let events = lists.iter().flatten().filter_map(|one| one.events_within(one.start, one.end));
            let mut events: Vec<_> = events.flatten().flat_map(|step| [step.saturating_sub(1), step]).collect();
            tidy(&mut events);
            for (index, first) in members.iter().enumerate() {
                for second in &members[index + 1..] {
                    let difference = |step| Some(self.value_of(first, step)? - self.value_of(second, step)?);
                    more.extend(crossings(Crossing { bounds: &bounds, events: &events, is_open }, &difference));
                }
            }
        }
        if how == Combination::Chain {
            // A member that sets the value takes effect one step after another member has multiplied for the last time.
            let last = bounds.last().copied().filter(|_| !is_open).unwrap_or(u64::MAX);
            more.extend(bounds.iter().skip(1).map(|bound| bound.saturating_add(1)).filter(|step| *step < last));
        }
        bounds.extend(more);
        tidy(&mut bounds);
        if bounds.len() > MOST {
            bounds = bounds.first().into_iter().chain(bounds.last().filter(|_| !is_open)).copied().collect();
        }
        let ends = bounds.iter().skip(1).copied().map(Some).chain(is_open.then_some(None));
        bounds.iter().zip(ends).map(|(&start, end)| Part::Phase(overlaid(how, lists, start, end))).collect()
    }

    /// The parts of a member alone.
    fn parts_of(&mut self, member: &Combined<'_>) -> Vec<Part> {
        let parts = std::mem::take(&mut self.parts);
        let outer = (self.base, self.before);
        (self.base, self.before) = (member.base, member.before);
        self.add(member.schedule);
        (self.base, self.before) = outer;
        std::mem::replace(&mut self.parts, parts)
    }

    /// The value of a member at a step of the run. `None` if too many steps must be computed for it.
    pub(crate) fn value_of(&self, member: &Combined<'_>, step: u64) -> Option<f64> {
        let since = step.checked_sub(self.start)?;
        let time = (since / self.grid * self.grid) as f64 / self.pace as f64;
        if lookup::steps_to_walk(member.schedule, time) > LONGEST_WALK {
            return None;
        }
        Some(match member.before {
            Some(before) => lookup::value_after(member.schedule, member.base, before, time),
            None => member.schedule.value(member.base, time),
        })
    }
}

fn flat(parts: Vec<Part>) -> Vec<Proposal> {
    parts.into_iter().flat_map(Part::flat).collect()
}

/// The steps between two bounds at which a stair of one member begins while another member changes too. No steps if they are many.
fn stairs(lists: &[Vec<Proposal>], bounds: &[u64]) -> Vec<u64> {
    let mut all = vec![];
    for pair in bounds.windows(2) {
        let (start, end) = (pair[0], Some(pair[1]));
        let changing: Vec<_> = covering(lists, start).into_iter().filter(|one| !one.stays(start, end)).collect();
        let curves = changing.iter().flat_map(|one| one.curves.iter().map(|curve| curve.later(start - one.start)));
        for curve in curves.filter(|_| changing.len() > 1) {
            match curve.changes(start, end, MOST_STAIRS) {
                Some(steps) => all.extend(steps),
                None => return vec![],
            }
        }
    }
    tidy(&mut all);
    if all.len() <= MOST_STAIRS { all } else { vec![] }
}

/// The proposals that apply at a step.
fn covering(lists: &[Vec<Proposal>], step: u64) -> Vec<&Proposal> {
    let covering = |list: &Vec<Proposal>| list.partition_point(|one| one.start <= step).checked_sub(1);
    lists.iter().filter_map(|list| list.get(covering(list)?)).collect()
}

fn tidy(bounds: &mut Vec<u64>) {
    bounds.sort_unstable();
    bounds.dedup();
}

/// The phase of a combination between two of its bounds.
fn overlaid(how: Combination, lists: &[Vec<Proposal>], start: u64, end: Option<u64>) -> Proposal {
    let members = covering(lists, start);
    let moved = |one: &&Proposal| one.curves.iter().map(|curve| curve.later(start - one.start)).collect::<Vec<_>>();
    let all: Vec<_> = members.iter().flat_map(moved).collect();
    let events = members.iter().map(|one| one.events_within(start, end)).collect::<Option<Vec<_>>>();
    let mut changing = members.iter().filter(|one| !one.stays(start, end));
    let mut curves = match (how, changing.next(), changing.next()) {
        (Combination::Choice(_), ..) => all,
        (Combination::Sum, Some(_), Some(_)) => all,
        (_, Some(only), None) => moved(only),
        _ => product(members.iter().filter(|one| !one.stays(start, end))).into_iter().collect(),
    };
    if events.is_some() && !curves.iter().any(|curve| curve.shape == Shape::Constant) {
        curves.push(Curve::constant());
    }
    let events = events.map(|events| {
        let mut events = events.concat();
        tidy(&mut events);
        events
    });
    let is_cut = members.iter().any(|one| one.is_cut && one.end == end && !one.is_constant());
    let mut names: Vec<_> = members.iter().map(|one| one.name.clone()).filter(|name| name != "constant").collect();
    names.dedup();
    let name = match how {
        _ if names.len() < 2 => names.concat(),
        Combination::Product => names.join(" times "),
        Combination::Sum => names.join(" plus "),
        Combination::Chain => names.join(" chained with "),
        Combination::Choice(which) => format!("{which} of {}", names.join(" and ")),
    };
    Proposal { start, end, is_cut, curves, events, name }
}

/// The product of exponential curves, which is exponential too.
fn product<'a>(members: impl Iterator<Item = &'a &'a Proposal>) -> Option<Curve> {
    let mut ln = 0.0;
    for curve in members.map(|one| one.curves.first()) {
        match curve? {
            Curve { shape: Shape::Exponential { factor, steps }, stair: 1, .. } => ln += factor.ln() / steps,
            Curve { shape: Shape::Constant, .. } => {}
            _ => return None,
        }
    }
    Some(Curve { shape: Shape::Exponential { factor: f64::exp(ln), steps: 1.0 }, ..Curve::constant() })
}
