//! What to write instead of a word that is no unit.

use super::unit::{power_of, word, words};
use crate::data::nearest::nearest;

/// What to write instead of a number with the word `found`, if it can be guessed.
pub(super) fn right_spelling(digits: &str, found: &str) -> Option<String> {
    let lower = found.to_lowercase();
    match lower.as_str() {
        "it" | "iter" | "iters" | "iteration" | "iterations" => return Some(format!("write {digits}ba for steps")),
        "s" | "sec" | "secs" | "second" | "seconds" | "min" | "minutes" | "h" | "hours" => {
            return Some("write steps (ba), epochs (ep), samples (sp) or tokens (tok), because a schedule has no clock".into());
        }
        "k" | "m" | "g" | "b" | "t" => {
            return Some(format!("write a unit after the prefix, such as {digits}{}tok", prefix(&lower)));
        }
        _ => {}
    }
    let mut behind = lower.chars();
    let first = behind.next().map(String::from).unwrap_or_default();
    let is_counted = || word(behind.as_str()).is_some_and(|unit| unit.has_prefix());
    if ["m", "g", "b", "t"].contains(&first.as_str()) && is_counted() {
        return Some(format!("write {digits}{}{}", prefix(&first), behind.as_str()));
    }
    if power_of(found.chars().next()?).is_some() && word(behind.as_str()).is_some() {
        return Some("write the number without a prefix, which only ba, sp and tok can have".into());
    }
    let unit = nearest(found, words().filter(|word| *word != "%"))?;
    let space = if unit.len() > 3 { " " } else { "" };
    Some(format!("write {digits}{space}{unit}"))
}

/// A prefix in the case in which it is read.
fn prefix(letter: &str) -> String {
    if letter == "k" { letter.into() } else { letter.to_uppercase() }
}
