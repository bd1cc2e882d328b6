//! Reads a length from text, by the grammar of Composer's time strings and what people write beside it.

use super::scan::{letters, number};
use super::span::{Amount, Span};
use super::spelling::right_spelling;
use super::unit::{Word, power_of, word};
use crate::data::whole::whole_of_float;
use crate::data::wording;
use crate::{Error, Result};
use std::str::FromStr;

/// Reads a length: a number, perhaps a prefix (`k`, `M`, `G` or `B`, `T`), and a unit, with spaces between them or not. A whole
/// number alone is a number of steps.
///
/// # Errors
/// [`Error::Span`] with the text, the position of the mistake and the right spelling, if it can be guessed.
impl FromStr for Span {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        if let Some((byte, _)) = text.char_indices().nth(LONGEST) {
            return Err(error(text, byte, "at most 60 characters", None));
        }
        let Some((digits, after)) = number(text) else {
            return Err(no_number(text));
        };
        let rest = after.trim_start();
        if after.is_empty() {
            return built(text, &digits, 0, Word::Steps);
        }
        let Some((power, unit, behind)) = prefix_and_unit(rest) else {
            let advice = match letters(rest).0 {
                "" if rest.is_empty() => Some(format!("write a unit after the number, such as {digits}ep or {digits}%")),
                "" => without_commas(text),
                word => right_spelling(&digits, word),
            };
            return Err(error(text, text.len() - rest.len(), "a unit: ep, ba, sp, tok, dur or %", advice));
        };
        let span = built(text, &digits, power, unit)?;
        if behind.is_empty() {
            return Ok(span);
        }
        // The position is that of the first letter that is too much, unless only spaces follow.
        let extra = if behind.trim_start().is_empty() { behind } else { behind.trim_start() };
        Err(error(text, text.len() - extra.len(), "nothing after the unit", Some(format!("write {span}"))))
    }
}

/// What to write instead of a number with commas between its digits.
fn without_commas(text: &str) -> Option<String> {
    let plain = text.contains(',').then(|| text.replace(',', ""))?;
    plain.parse::<Span>().ok().map(|span| format!("write {span}"))
}

/// The most characters of a length, so that an error shows all of it.
const LONGEST: usize = 60;

/// The power of ten of a prefix, the unit, and what follows the unit.
fn prefix_and_unit(rest: &str) -> Option<(u32, Word, &str)> {
    let (first, behind) = letters(rest);
    if let Some(unit) = word(first) {
        return Some((0, unit, behind));
    }
    let prefix = first.chars().next()?;
    let power = power_of(prefix)?;
    let (unit, behind) = match &first[prefix.len_utf8()..] {
        "" => letters(behind.trim_start()),
        unit => (unit, behind),
    };
    let unit = word(unit).filter(|unit| unit.has_prefix())?;
    Some((power, unit, behind))
}

/// The length of a number times a power of ten, in a unit.
fn built(text: &str, digits: &str, power: u32, unit: Word) -> Result<Span> {
    let (mantissa, exponent) = digits.split_once(['e', 'E']).unwrap_or((digits, "0"));
    // An exponent with more digits makes every number but 0 infinite, or 0.
    let exponent: i32 = exponent.parse().unwrap_or(if exponent.starts_with('-') { -1_000_000 } else { 1_000_000 });
    let exponent = exponent.saturating_add(power as i32);
    let amount: f64 = format!("{mantissa}e{exponent}").parse().unwrap_or(f64::INFINITY);
    if !amount.is_finite() {
        return Err(error(text, 0, "a number below 2^64", None));
    }
    match unit {
        Word::Of(unit) => Ok(Span(Amount::Of(amount, unit))),
        Word::Steps => {
            let whole = if exponent == 0 { mantissa.parse().ok() } else { None };
            let advice = || match amount {
                share if share > 0.0 && share < 1.0 => Some(format!(
                    "write {}% for a share of the run, or {digits}ep if these are epochs",
                    wording::number(share * 100.0)
                )),
                _ => (amount.fract() != 0.0).then(|| format!("write {digits}ep if these are epochs")),
            };
            let whole = whole.or_else(|| whole_of_float(amount));
            whole.map(Span::steps).ok_or_else(|| error(text, 0, "a whole number of steps below 2^64", advice()))
        }
    }
}

fn no_number(text: &str) -> Error {
    let positive = text.trim_start_matches(['-', '\u{2212}']);
    if positive.len() < text.len() {
        let advice = positive.parse::<Span>().ok().map(|span| format!("write {span}"));
        return error(text, 0, "a number that is not negative", advice);
    }
    let trimmed = Some(text.trim()).filter(|trimmed| trimmed.len() < text.len());
    let advice = match trimmed.and_then(|trimmed| trimmed.parse::<Span>().ok()) {
        Some(span) => format!("write {span}"),
        None => "write a number and a unit, such as 5ep, 3% or 1.2Mtok".into(),
    };
    error(text, 0, "a number", Some(advice))
}

/// An error at a byte of the text.
fn error(text: &str, byte: usize, expected: &str, advice: Option<String>) -> Error {
    let (before, behind) = text.split_at(byte);
    Error::Span {
        text: text.chars().take(LONGEST).collect(),
        position: before.chars().count() + 1,
        found: found(behind).chars().take(LONGEST).collect(),
        expected: expected.to_owned(),
        advice,
    }
}

/// The text up to the next space, or the space itself.
fn found(text: &str) -> &str {
    match text.split_inclusive(char::is_whitespace).next() {
        Some(word) if word.trim().is_empty() => word,
        Some(word) => word.trim_end(),
        None => "",
    }
}

#[cfg(test)]
mod tests {
    use super::super::unit::Unit;
    use super::*;

    #[test]
    fn every_spelling_of_composer_is_read() -> Result<()> {
        for (text, span) in [
            ("5ep", Span::epochs(5.0)),
            ("200ba", Span::steps(200)),
            ("3e4tok", Span::tokens(3e4)),
            ("4096sp", Span::samples(4096.0)),
            ("0.1dur", Span(Amount::Of(0.1, Unit::Runs))),
            (".5EP", Span::epochs(0.5)),
            ("2e-1Dur", Span(Amount::Of(0.2, Unit::Runs))),
        ] {
            assert_eq!(text.parse::<Span>()?, span, "{text}");
        }
        Ok(())
    }

    #[test]
    fn prefixes_spaces_words_and_separators_are_read() -> Result<()> {
        for (text, span) in [
            ("1.2Mtok", Span::tokens(1.2e6)),
            ("300B tokens", Span::tokens(3e11)),
            ("1.5 T tok", Span::tokens(1.5e12)),
            ("2.4 epochs", Span::epochs(2.4)),
            ("1 epoch", Span::epochs(1.0)),
            ("10_000 steps", Span::steps(10_000)),
            ("1e3", Span::steps(1_000)),
            ("1.5kba", Span::steps(1_500)),
            ("18446744073709551615", Span::steps(u64::MAX)),
            ("3 %", Span::percent(3.0)),
            ("0.5%", Span::percent(0.5)),
            ("3 percent", Span::percent(3.0)),
        ] {
            assert_eq!(text.parse::<Span>()?, span, "{text}");
        }
        Ok(())
    }

    #[test]
    fn a_length_reads_back_from_its_text() -> Result<()> {
        for span in [
            Span::steps(u64::MAX),
            Span::epochs(1.0 / 3.0),
            Span::epochs(1e300),
            Span::tokens(1.2e12),
            Span::tokens(1_234_567.0),
            Span::samples(5e-324),
            Span::samples(f64::MAX),
            Span::percent(1e-7),
            Span(Amount::Of(0.1, Unit::Runs)),
        ] {
            assert_eq!(span.to_string().parse::<Span>()?, span, "{span}");
        }
        assert_eq!([Span::tokens(3e11), Span::tokens(4_096.0)].map(|span| span.to_string()), ["300Btok", "4.096ktok"]);
        Ok(())
    }
}
