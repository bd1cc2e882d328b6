//! The literals of a Python file: every assignment `name = value` without indentation whose value consists of literals, lists,
//! tuples, dicts, calls of `dict`, earlier names and arithmetic. Everything else is skipped: a configuration file is a program, and
//! this crate does not run programs.

mod cursor;
mod expression;
mod operators;

use super::positions::Positions;
use crate::Error;
use crate::data::Data;
use cursor::Cursor;
use expression::Evaluation;
use std::collections::HashMap;

/// Whether a line of the text is an assignment of Python.
pub(super) fn is_python(text: &str) -> bool {
    text.lines().any(|line| assigned(line).is_some())
}

/// The name that a line without indentation assigns to, and the length of the line up to the value.
fn assigned(line: &str) -> Option<(&str, usize)> {
    let length = line.find(|letter: char| !(letter.is_ascii_alphanumeric() || letter == '_')).unwrap_or(line.len());
    let (name, rest) = line.split_at(length);
    let value = rest.trim_start().strip_prefix('=')?;
    let is_name = name.starts_with(|letter: char| letter.is_ascii_alphabetic() || letter == '_');
    (is_name && !value.starts_with('=')).then_some((name, line.len() - value.len()))
}

/// The values of the file's assignments, their positions, and the assignments that could not be evaluated.
pub(super) fn parse(text: &str) -> (Data, Positions, HashMap<String, Error>) {
    let mut evaluation = Evaluation::default();
    let mut unread = HashMap::new();
    let mut cursor = Cursor::new(text);
    while !cursor.is_at_end() {
        if let Some((name, value)) = assigned(cursor.line()) {
            let start = cursor.clone();
            let mut behind = cursor.clone();
            behind.advance(value);
            let result = evaluation.assignment(&mut behind, name);
            unread.remove(name);
            if let Err(error) = result {
                evaluation.forget(name);
                unread.insert(name.to_owned(), error);
            }
            cursor = start;
        }
        cursor.skip_statement();
    }
    let (data, positions) = evaluation.into_parts();
    (data, positions, unread)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        parse(text).0.to_string()
    }

    #[test]
    fn literals_dicts_calls_of_dict_names_and_arithmetic_are_evaluated() {
        let text = "# a comment\nimport os\nmax_epochs = 300  # all\nbase_lr = 5e-4 * 1024 / 512\n\
            param_scheduler = [\n    dict(type='LinearLR', end=max_epochs // 2, by_epoch=True),  # first\n    \
            {'type': \"Co\" 'sine', 'lr': base_lr, 'p': (0.9, 0.999), 'n': None, 'x': -1, 'y': 2 ** 3 % 5},\n]\nif True:\n    max_epochs = 1\n";
        assert_eq!(
            read(text),
            "{\"max_epochs\": 300, \"base_lr\": 0.001, \"param_scheduler\": [{\"type\": \"LinearLR\", \"end\": 150, \"by_epoch\": true}, \
             {\"type\": \"Cosine\", \"lr\": 0.001, \"p\": [0.9, 0.999], \"n\": null, \"x\": -1.0, \"y\": 3}]}"
        );
    }

    #[test]
    fn what_cannot_be_evaluated_is_skipped_and_remembered() {
        let text = "a = {{_base_.b}}\nc = f(1)\nd = '''x\ny = 3\n'''\ne = 5\nfoo(bar,\nz = 1)\n";
        let (data, _, unread) = parse(text);
        assert_eq!(data.to_string(), r#"{"d": "x\ny = 3\n", "e": 5}"#);
        assert_eq!(unread.len(), 2, "{unread:?}");
        assert_eq!(
            unread["c"].to_string(),
            "c: expected literals, dict(..), names that were assigned above, or arithmetic, found f at line 2 column 5"
        );
    }

    #[test]
    fn a_short_file_cannot_fill_the_memory_or_the_stack() {
        let doubling: String = (1..60).map(|index| format!("a{index} = [a{}, a{0}]\n", index - 1)).collect();
        let (_, _, unread) = parse(&format!("a0 = [1]\n{doubling}"));
        assert!(unread.values().any(|error| error.to_string().contains("at most 131072 values")), "{unread:?}");
        for open in ["[", "(", "-", "dict(a=", "2**"] {
            let (_, _, unread) = parse(&format!("a = {}", open.repeat(100_000)));
            assert!(unread["a"].to_string().contains("levels"), "{open}: {}", unread["a"]);
        }
    }
}
