//! The JSON text that Python and this module exchange.

use crate::Result;
use crate::data::Data;
use crate::data::text;

/// The name of the text in errors.
pub(super) const RUN: &str = "torch run";

pub(super) fn parse(json: &str) -> Result<Data> {
    text::from_json(&quote_words(json)).map(floats_to_whole)
}

/// Writes JSON as Python reads and writes it, with `Infinity` without quotes.
pub(super) fn format(data: &Data) -> Result<String> {
    let text = text::to_json(data)?;
    Ok(text.replace("\"-Infinity\"", "-Infinity").replace("\"Infinity\"", "Infinity"))
}

/// Puts quotes around the three words that Python's JSON has and standard JSON does not have.
fn quote_words(json: &str) -> String {
    const WORDS: [&str; 3] = ["-Infinity", "Infinity", "NaN"];
    let (mut text, mut rest) = (String::with_capacity(json.len()), json);
    let mut in_a_text = false;
    while let Some(letter) = rest.chars().next() {
        let word = if in_a_text { None } else { WORDS.into_iter().find(|word| rest.starts_with(word)) };
        let length = match (word, letter) {
            (Some(word), _) => {
                text.extend(["\"", word, "\""]);
                rest = &rest[word.len()..];
                continue;
            }
            (None, '\\') if in_a_text => 1 + rest[1..].chars().next().map_or(0, char::len_utf8),
            (None, _) => letter.len_utf8(),
        };
        in_a_text ^= letter == '"';
        text.push_str(&rest[..length]);
        rest = &rest[length..];
    }
    text
}

/// Turns floats without a fraction into whole numbers: Python may write step 30 as `30.0`.
fn floats_to_whole(data: Data) -> Data {
    const ALL_WHOLE_BELOW: f64 = (1u64 << 53) as f64;
    match data {
        Data::Number(value) if value.fract() == 0.0 && value.is_sign_positive() && value < ALL_WHOLE_BELOW => {
            Data::Whole(value as u64)
        }
        Data::List(items) => Data::list(items.into_iter().map(floats_to_whole)),
        Data::Object(fields) => Data::object(fields.into_iter().map(|(name, value)| (name, floats_to_whole(value)))),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::{format, parse, quote_words};

    #[test]
    fn words_that_json_does_not_have_are_quoted_unless_they_are_in_a_text() {
        let python = r#"{"best": Infinity, "worst": -Infinity, "a": [NaN, 1e5], "NaN \" Infinity": "\\", "é": Infinity}"#;
        let json = r#"{"best": "Infinity", "worst": "-Infinity", "a": ["NaN", 1e5], "NaN \" Infinity": "\\", "é": "Infinity"}"#;
        assert_eq!(quote_words(python), json);
        assert_eq!(quote_words("\"broken off \\"), "\"broken off \\");
    }

    #[test]
    fn infinities_are_written_as_python_reads_them() -> crate::Result<()> {
        let text = format(&parse("[Infinity, -Infinity, 2.0, 0.5]")?)?;
        assert_eq!(text.split_whitespace().collect::<String>(), "[Infinity,-Infinity,2,0.5]");
        Ok(())
    }
}
