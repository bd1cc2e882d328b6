//! YAML as data. Tags are ignored, except for `!!str`. An alias stands for a copy of its value.

use super::limit::MOST_VALUES;
use super::positions::{Positions, field_path, item_path};
use super::scalar::number;
use crate::data::Data;
use crate::{Error, Excerpt, Position, Result};
use saphyr_parser::{Event, Parser, ScalarStyle, Span};
use std::collections::{HashMap, HashSet};

/// Reads the first document of a text.
pub(super) fn parse(text: &str) -> Result<(Data, Positions)> {
    let mut tree = Tree { text, open: vec![], anchors: HashMap::new(), positions: Positions::default(), values: 0, done: None };
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|error| {
            let at = error.marker();
            tree.problem("YAML", error.info(), at.line(), at.col() + 1)
        })?;
        tree.take(event, span)?;
        if let Some(data) = tree.done.take() {
            return Ok((data, tree.positions));
        }
    }
    Err(Error::data("", "a configuration", "an empty file"))
}

struct Tree<'t> {
    text: &'t str,
    /// The lists and objects that are not complete, the outermost first.
    open: Vec<Open>,
    anchors: HashMap<usize, Data>,
    positions: Positions,
    values: usize,
    done: Option<Data>,
}

/// A list or an object that is being read.
struct Open {
    path: String,
    anchor: usize,
    items: Items,
}

enum Items {
    List(Vec<Data>),
    /// The fields, their names, and the name of the next one if it has been read.
    Object(Vec<(String, Data)>, HashSet<String>, Option<String>),
}

impl Tree<'_> {
    fn take(&mut self, event: Event<'_>, span: Span) -> Result<()> {
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                let is_text = style != ScalarStyle::Plain || tag.is_some_and(|tag| tag.suffix == "str");
                let data = if is_text { Data::text(text) } else { plain(&text) };
                self.add(data, anchor, span)
            }
            Event::Alias(anchor) => {
                let Some(data) = self.anchors.get(&anchor).cloned() else {
                    return Err(self.problem_at("an alias of a complete value", "an alias of a value that contains it", span));
                };
                self.count(data.size(), span)?;
                self.add(data, 0, span)
            }
            Event::SequenceStart(anchor, _) => self.open(anchor, Items::List(vec![]), span),
            Event::MappingStart(anchor, _) => self.open(anchor, Items::Object(vec![], HashSet::new(), None), span),
            Event::SequenceEnd | Event::MappingEnd => {
                let Some(Open { anchor, items, .. }) = self.open.pop() else { return Ok(()) };
                let data = match items {
                    Items::List(items) => Data::List(items),
                    Items::Object(fields, ..) => Data::Object(fields),
                };
                self.add(data, anchor, span)
            }
            _ => Ok(()),
        }
    }

    fn open(&mut self, anchor: usize, items: Items, span: Span) -> Result<()> {
        if self.open.len() >= Data::DEEPEST {
            return Err(self.problem_at(&format!("at most {} levels", Data::DEEPEST), "one more", span));
        }
        let path = self.path();
        if !matches!(self.open.last(), Some(Open { items: Items::Object(..), .. })) {
            self.positions.insert(&path, position(span));
        }
        self.open.push(Open { path, anchor, items });
        Ok(())
    }

    /// The path of the next value.
    fn path(&self) -> String {
        match self.open.last() {
            None => String::new(),
            Some(Open { path, items: Items::List(items), .. }) => item_path(path, items.len()),
            Some(Open { path, items: Items::Object(_, _, name), .. }) => field_path(path, name.as_deref().unwrap_or_default()),
        }
    }

    /// Adds a complete value to the list or object that is being read.
    fn add(&mut self, data: Data, anchor: usize, span: Span) -> Result<()> {
        self.count(1, span)?;
        if anchor > 0 {
            self.anchors.insert(anchor, data.clone());
        }
        let path = self.path();
        match self.open.last_mut() {
            None => self.done = Some(data),
            Some(Open { items: Items::List(items), .. }) => {
                self.positions.insert(&path, position(span));
                items.push(data);
            }
            Some(Open { path, items: Items::Object(fields, names, name), .. }) => match (name.take(), data) {
                (None, Data::Text(key)) => {
                    self.positions.insert(&field_path(path, &key), position(span));
                    *name = Some(key);
                }
                (None, key @ (Data::Null | Data::Bool(_) | Data::Whole(_) | Data::Number(_))) => *name = Some(key.to_string()),
                (None, key) => {
                    return Err(self.problem_at("a name of a field", &key.excerpt(), span));
                }
                (Some(key), Data::Object(merged)) if key == "<<" => {
                    let new: Vec<_> = merged.into_iter().filter(|(name, _)| names.insert(name.clone())).collect();
                    fields.extend(new);
                }
                (Some(key), data) => {
                    if !names.insert(key.clone()) {
                        return Err(self.problem_at("each field once", &format!("{key} twice"), span));
                    }
                    fields.push((key, data));
                }
            },
        }
        Ok(())
    }

    fn count(&mut self, values: usize, span: Span) -> Result<()> {
        self.values = self.values.saturating_add(values);
        if self.values > MOST_VALUES {
            return Err(self.problem_at(&format!("at most {MOST_VALUES} values"), "more", span));
        }
        Ok(())
    }

    fn problem_at(&self, expected: &str, found: &str, span: Span) -> Error {
        let Position { line, column } = position(span);
        self.problem(expected, found, line, column)
    }

    fn problem(&self, expected: &str, found: &str, line: usize, column: usize) -> Error {
        let error = Error::data("", expected, format!("{found} at line {line} column {column}"));
        error.with_excerpt(Excerpt::of(self.text, line, column))
    }
}

fn position(span: Span) -> Position {
    Position { line: span.start.line(), column: span.start.col() + 1 }
}

/// A scalar without quotes. Numbers are read more widely than by PyYAML, which takes `1e-5` for a text.
fn plain(text: &str) -> Data {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Data::Null,
        "true" | "True" | "TRUE" => Data::Bool(true),
        "false" | "False" | "FALSE" => Data::Bool(false),
        ".inf" | "+.inf" | ".Inf" => Data::Number(f64::INFINITY),
        "-.inf" | "-.Inf" => Data::Number(f64::NEG_INFINITY),
        text => number(text).unwrap_or_else(|| Data::text(text)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        parse(text).map_or_else(|error| error.to_string(), |(data, _)| data.to_string())
    }

    #[test]
    fn the_yaml_of_a_training_run_is_read() {
        let text =
            "lr: 1e-5\nopt_betas: !!python/tuple [0.9, 0.999]\nnoise: null\nsched: cosine\nflags: {a: True, b: 'no'}\nn: -1\n";
        assert_eq!(
            read(text),
            r#"{"lr": 1e-5, "opt_betas": [0.9, 0.999], "noise": null, "sched": "cosine", "flags": {"a": true, "b": "no"}, "n": -1.0}"#
        );
        assert_eq!(read("a: &x [1, 2]\nb: *x\nc: {<<: {d: 1}, e: 2}"), r#"{"a": [1, 2], "b": [1, 2], "c": {"d": 1, "e": 2}}"#);
    }

    #[test]
    fn errors_name_the_line() {
        assert!(read("a: [1, 2\nb: 3").contains("at line "), "{}", read("a: [1, 2\nb: 3"));
        assert_eq!(read("a: 1\na: 2"), "expected each field once, found a twice at line 2 column 4");
        assert_eq!(read(""), "expected a configuration, found an empty file");
        assert_eq!(parse("a:\n  - b: 1\n").map(|(_, at)| at.nearest("a[0].b")), Ok(Some(Position { line: 2, column: 5 })));
    }

    #[test]
    fn a_short_file_cannot_fill_the_memory_or_the_stack() {
        let names = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n", "o", "p", "q", "r", "s", "t"];
        let lines = names.windows(2).map(|two| format!("{}: &{0} [{}]", two[1], vec![format!("*{}", two[0]); 9].join(",")));
        let bomb = format!("a: &a [1]\n{}", lines.collect::<Vec<_>>().join("\n"));
        assert!(read(&bomb).starts_with("expected at most 131072 values"), "{}", read(&bomb));
        assert!(read(&"[".repeat(100_000)).contains("recursion limit"), "{}", read(&"[".repeat(100_000)));
        assert!(read(&"- ".repeat(100_000)).contains("levels"));
    }
}
