//! The text that Python and this module exchange.

use crate::Result;
use crate::data::Data;
use crate::data::text;

/// Names in errors what was read.
pub(super) const RUN: &str = "torch run";

pub(super) fn parse(json: &str) -> Result<Data> {
    text::from_json(&quoted(json)).map(whole)
}

/// As JSON that Python reads: it takes, as it gives, `Infinity` without quotes.
pub(super) fn format(data: &Data) -> Result<String> {
    let text = text::to_json(data)?;
    Ok(text.replace("\"-Infinity\"", "-Infinity").replace("\"Infinity\"", "Infinity"))
}

/// Python's JSON has three words more than JSON; here they become texts.
fn quoted(json: &str) -> String {
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

/// Python divides and calls `float`: 30.0 is as good a step as 30.
fn whole(data: Data) -> Data {
    const ALL_WHOLE_BELOW: f64 = (1u64 << 53) as f64;
    match data {
        Data::Number(value) if value.fract() == 0.0 && value.is_sign_positive() && value < ALL_WHOLE_BELOW => {
            Data::Whole(value as u64)
        }
        Data::List(items) => Data::list(items.into_iter().map(whole)),
        Data::Object(fields) => Data::object(fields.into_iter().map(|(name, value)| (name, whole(value)))),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::{format, parse, quoted};

    #[test]
    fn words_that_json_has_not_are_quoted_unless_they_are_in_a_text() {
        let python = r#"{"best": Infinity, "worst": -Infinity, "a": [NaN, 1e5], "NaN \" Infinity": "\\", "é": Infinity}"#;
        let json = r#"{"best": "Infinity", "worst": "-Infinity", "a": ["NaN", 1e5], "NaN \" Infinity": "\\", "é": "Infinity"}"#;
        assert_eq!(quoted(python), json);
        assert_eq!(quoted("\"broken off \\"), "\"broken off \\");
    }

    #[test]
    fn infinities_are_written_as_python_reads_them() -> crate::Result<()> {
        let text = format(&parse("[Infinity, -Infinity, 2.0, 0.5]")?)?;
        assert_eq!(text.split_whitespace().collect::<String>(), "[Infinity,-Infinity,2,0.5]");
        Ok(())
    }
}
