//! The numbers in a sentence are read, and compared with the curve.

use tch_lr_scheduler::{Phase, PhaseKind};

/// A number in a sentence has six digits.
const DIGITS: f64 = 1e-5;

/// The first number of the sentence that is not one of the curve.
pub fn wrong_number(sentence: &str, phases: &[Phase], curve: &[f64]) -> Option<String> {
    let at = |step: u64| curve[step as usize];
    let words: Vec<_> = sentence.split(' ').map(|word| word.trim_end_matches([',', ';'])).collect();
    let word = |index: usize| words.get(index).copied().unwrap_or_default();
    let value = |index: usize| word(index).parse::<f64>().ok();
    let step = |index: usize| word(index).replace(',', "").parse::<u64>().ok();
    let near = |said: f64, is: f64| (said - is).abs() <= DIGITS * is.abs() + f64::MIN_POSITIVE;
    for index in 1..words.len() {
        let is_factor = index >= 2 && word(index - 2) == "times";
        let is_true = match (word(index), value(index - 1)) {
            ("at", Some(factor)) if is_factor => {
                let steps = (index + 1..).map_while(|next| if word(next) == "and" { step(next + 1) } else { step(next) });
                steps.take(5).all(|step| near(factor * at(step - 1), at(step)))
            }
            ("every", Some(factor)) if is_factor => {
                let is_meant = |phase: &Phase| {
                    let next = phase.start + phase.stair;
                    phase.kind == PhaseKind::Exponential
                        && phase.end.is_none_or(|end| next >= end || near(factor * at(phase.start), at(next)))
                };
                phases.iter().any(is_meant)
            }
            ("at", Some(said)) => step(index + 1).is_none_or(|step| near(said, at(step))),
            ("until", Some(said)) if index < 2 || word(index - 2) != "at" => {
                step(index + 1).is_none_or(|step| near(said, at(step - 1)))
            }
            ("from", Some(said)) if word(index + 1) == "step" => step(index + 2).is_none_or(|step| near(said, at(step))),
            ("from", _) => value(index + 1).is_none_or(|said| curve.iter().any(|is| near(said, *is))),
            _ => true,
        };
        if !is_true {
            return Some(format!("untrue: {}", words[index - 1..words.len().min(index + 3)].join(" ")));
        }
    }
    None
}
