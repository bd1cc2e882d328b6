//! The sentence of a summary.

use super::phase::Phase;
use super::phase_kind::PhaseKind;
use super::settle::{Settled, SettledCycles};
use super::shape::Shape;
use crate::data::StepUnit;
use crate::data::wording::{count, listed, number};

/// The most phrases of a sentence. If there are more, the last ones are counted.
const MOST: usize = 8;

/// The sentence that describes the parts of a curve, with its steps in a unit.
pub(super) fn sentence(parts: &[Settled], unit: StepUnit) -> String {
    let mut sentence = Sentence { text: String::new(), said: None, unit };
    sentence.tell(parts, true);
    if parts.is_empty() { "no steps".into() } else { sentence.text }
}

struct Sentence {
    text: String,
    /// The value at which the last phrase ends, as it is written.
    said: Option<String>,
    unit: StepUnit,
}

impl Sentence {
    /// Appends the parts. `is_end` is whether the curve ends with them.
    fn tell(&mut self, parts: &[Settled], is_end: bool) {
        let mut index = 0;
        while let Some(part) = parts.get(index) {
            if let Some(steps) = (is_end && parts.len() > 2).then(|| decays(&parts[index..], self.unit)).flatten() {
                return self.decay(&parts[index..], steps);
            }
            if index + 1 == MOST && parts.len() > MOST {
                return self.rest(&parts[index..]);
            }
            index += 1;
            let is_last = is_end && index == parts.len();
            match part {
                Settled::Cycles(cycles) => self.cycles(cycles, is_last),
                Settled::Phase(phase) => match (&phase.curve.shape, phase.kind) {
                    (Shape::Words(words), _) => self.words(phase, words, is_last),
                    (_, PhaseKind::Constant) => self.constant(phase, is_last, parts.get(index).is_none_or(is_constant)),
                    (Shape::Exponential { factor, steps }, _) if phase.is_pure && *steps == phase.stair as f64 => {
                        self.multiplied(phase, *factor, is_last);
                    }
                    _ => self.curve(phase),
                },
            }
        }
    }

    fn say(&mut self, phrase: &str, is_jump: bool) {
        if !self.text.is_empty() {
            self.text.push_str(if is_jump { "; then " } else { ", " });
        }
        self.text.push_str(phrase);
    }

    /// Whether the phase starts at another value than the last value of the sentence.
    fn jumps(&self, phase: &Phase) -> bool {
        self.said.is_none() || self.said != phase.first.map(number)
    }

    fn words(&mut self, phase: &Phase, words: &str, is_last: bool) {
        let end = phase.end.filter(|_| !is_last).map_or(String::new(), |end| format!(" until {}", self.unit.at(end)));
        self.say(&format!("{words}{end}"), true);
        self.said = None;
    }

    /// Appends a constant. `is_followed` is whether the next phrase contains the step at which the constant ends.
    fn constant(&mut self, phase: &Phase, is_last: bool, is_followed: bool) {
        let value = phase.first.map_or("constant".into(), number);
        let phrase = match (phase.end.filter(|_| !is_last), self.text.is_empty(), self.jumps(phase)) {
            (None, true, _) => format!("constant {value}"),
            (None, false, false) => "then constant".into(),
            (Some(_), true, _) if is_followed => value,
            (None, false, true) => format!("{value} from {}", self.unit.named(phase.start)),
            (Some(_), false, true) if is_followed => format!("{value} from {}", self.unit.named(phase.start)),
            (Some(end), false, false) => format!("constant until {}", self.unit.at(end)),
            (Some(end), ..) => format!("{value} until {}", self.unit.at(end)),
        };
        self.say(&phrase, false);
        self.said = phase.first.map(number);
    }

    /// Appends a multiplication by a factor every few steps.
    fn multiplied(&mut self, phase: &Phase, factor: f64, is_last: bool) {
        let jumps = self.jumps(phase);
        let first = phase.first.filter(|_| jumps).map_or(String::new(), |first| format!("{}, ", number(first)));
        let to = if is_last { String::new() } else { self.arrival(phase) };
        // The first stair may have begun before the phase.
        let from = match phase.curve.into {
            0 => String::new(),
            into => format!(" from {}", self.unit.named(phase.start.saturating_add(phase.stair - into))),
        };
        self.say(&format!("{first}times {} every {}{from}{to}", number(factor), self.unit.length(phase.stair)), jumps);
        self.said = phase.target.map(|(_, value)| number(value));
    }

    fn curve(&mut self, phase: &Phase) {
        let jumps = self.jumps(phase);
        let from = phase.first.filter(|_| jumps).map_or(String::new(), |first| format!(" from {}", number(first)));
        let stairs = if phase.stair > 1 { format!(" in stairs of {}", self.unit.length(phase.stair)) } else { String::new() };
        let open = match phase.curve.shape {
            Shape::Exponential { factor, steps } if phase.target.is_none() && phase.is_pure => {
                format!(", times {} per {}", number(factor), self.unit.length(steps as u64))
            }
            _ => String::new(),
        };
        self.say(&format!("{}{stairs}{from}{}{open}", name(phase), self.arrival(phase)), jumps);
        self.said = phase.target.map(|(_, value)| number(value));
    }

    fn cycles(&mut self, cycles: &SettledCycles, is_last: bool) {
        self.tell(&cycles.first, false);
        let mut phrase = match cycles.growth {
            1 => format!("repeated every {}", self.unit.length(cycles.period)),
            growth => format!("restarting at {}, each cycle {growth} times as long as the one before", self.unit.at(cycles.second)),
        };
        let values: Vec<_> = cycles.peaks.iter().map(|(_, value)| number(*value)).collect();
        if values.iter().any(|value| *value != values[0]) {
            let later: Vec<_> =
                cycles.peaks[1..].iter().map(|(step, value)| format!("{} at {}", number(*value), self.unit.at(*step))).collect();
            phrase += &format!(" with peaks {}", listed(&later));
        }
        if let (false, Some(end)) = (is_last, cycles.end) {
            phrase += &format!(" until {}", self.unit.at(end));
        }
        self.say(&phrase, false);
        self.said = None;
    }

    /// Appends constants that differ by the same factor.
    fn decay(&mut self, parts: &[Settled], (factor, steps): (f64, Vec<String>)) {
        if let Some(Settled::Phase(first)) = parts.first() {
            let jumps = self.jumps(first);
            let value = first.first.filter(|_| jumps).map_or(String::new(), |value| format!("{}, ", number(value)));
            self.say(&format!("{value}times {} at {}", number(factor), listed(&steps)), jumps);
        }
    }

    /// The value and the step at which a phase ends.
    fn arrival(&self, phase: &Phase) -> String {
        match (phase.target, phase.end) {
            (Some((step, value)), _) => format!(" to {} at {}", number(value), self.unit.at(step)),
            (None, Some(end)) => format!(" until {}", self.unit.at(end)),
            (None, None) => String::new(),
        }
    }

    fn rest(&mut self, parts: &[Settled]) {
        let last = parts.last().and_then(|part| {
            part.phases().last().and_then(|phase| phase.target.map(|(_, value)| number(value)).or(phase.first.map(number)))
        });
        let value = last.map_or(String::new(), |value| format!(", the last at {value}"));
        self.say(&format!("{} more phases{value}", count(parts.len() as u64)), false);
        self.said = None;
    }
}

/// The name of the curve: "linear warm-up", "part of a cosine".
fn name(phase: &Phase) -> String {
    let name = phase.curve.shape.name();
    let length = phase.target.map_or(f64::INFINITY, |(step, _)| (step - phase.start) as f64);
    match () {
        () if phase.curve.is_warmup && phase.direction() > 0 => format!("{name} warm-up"),
        () if phase.curve.shape.is_part(length) => format!("part of a {name}"),
        () if name.is_empty() => "varies".into(),
        () => name,
    }
}

fn is_constant(part: &Settled) -> bool {
    matches!(part, Settled::Phase(phase) if phase.kind == PhaseKind::Constant)
}

/// The factor between constants, if it is the same between all of them, and the steps at which they start.
fn decays(parts: &[Settled], unit: StepUnit) -> Option<(f64, Vec<String>)> {
    let constant = |part: &Settled| match part {
        Settled::Phase(phase) if phase.kind == PhaseKind::Constant => Some((phase.start, phase.first?)),
        _ => None,
    };
    let constants = parts.iter().map(constant).collect::<Option<Vec<_>>>()?;
    let [(_, first), (_, second), _, ..] = constants[..] else {
        return None;
    };
    let factor = second / first;
    let is_same = |pair: &[(u64, f64)]| (pair[1].1 / pair[0].1 / factor - 1.0).abs() < 1e-9;
    let steps = constants[1..].iter().map(|(start, _)| unit.at(*start)).collect();
    (factor > 0.0 && factor.is_finite() && constants.windows(2).all(is_same)).then_some((factor, steps))
}
