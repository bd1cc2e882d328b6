use super::super::limit::MOST_VALUES;
use super::super::positions::{Positions, field_path, item_path};
use super::super::scalar::number;
use super::cursor::Cursor;
use super::operators::{self, Operator};
use crate::data::Data;
use crate::{Error, Result};
use std::collections::HashMap;

/// The names that have been assigned so far.
#[derive(Default)]
pub(super) struct Evaluation {
    pub(super) names: HashMap<String, Data>,
    /// What imported names stand for.
    pub(super) imported: HashMap<String, String>,
    /// The names without a value, with the reason.
    pub(super) unread: HashMap<String, Error>,
    /// The names in the order of their assignments. A name may stand here several times, or be forgotten.
    pub(super) order: Vec<String>,
    pub(super) positions: Positions,
    values: usize,
    pub(super) depth: usize,
}

impl Evaluation {
    /// A value at `path`. `owner` is the name that is being assigned, for errors.
    pub(super) fn value(&mut self, cursor: &mut Cursor<'_>, owner: &str, path: &str, in_brackets: bool) -> Result<Data> {
        self.operation(cursor, owner, path, in_brackets, 0)
    }

    /// A chain of operators that bind at least as strongly as `weakest`.
    fn operation(&mut self, cursor: &mut Cursor<'_>, owner: &str, path: &str, in_brackets: bool, weakest: u8) -> Result<Data> {
        self.enter(cursor, owner)?;
        cursor.skip_space(in_brackets);
        let mut left = if cursor.take("-") {
            let value = self.operation(cursor, owner, path, in_brackets, operators::NEGATION)?;
            operators::negated(&value).ok_or_else(|| unsupported(cursor, owner))?
        } else {
            self.atom(cursor, owner, path, in_brackets)?
        };
        loop {
            cursor.skip_space(in_brackets);
            let Some(operator) = Operator::next(cursor.rest()).filter(|operator| operator.strength >= weakest) else {
                break;
            };
            let at = cursor.clone();
            cursor.advance(operator.symbol.len());
            let right = self.operation(cursor, owner, path, in_brackets, operator.strength_of_right())?;
            left = operator.apply(&left, &right).ok_or_else(|| unsupported(&at, owner))?;
        }
        self.depth -= 1;
        Ok(left)
    }

    fn atom(&mut self, cursor: &mut Cursor<'_>, owner: &str, path: &str, in_brackets: bool) -> Result<Data> {
        self.count(1, cursor, owner)?;
        let start = cursor.clone();
        match cursor.peek() {
            Some('[') => self.list(cursor, owner, path, ']').map(|(items, _)| Data::List(items)),
            Some('(') => match self.list(cursor, owner, path, ')')? {
                (items, false) if items.len() == 1 => items.into_iter().next().ok_or_else(|| unsupported(&start, owner)),
                (items, _) => Ok(Data::List(items)),
            },
            Some('{') => self.object(cursor, owner, path, '}'),
            Some('\'' | '"') => texts(cursor, owner, in_brackets),
            Some(letter) if letter.is_ascii_digit() || letter == '.' => {
                let digits = numeral(cursor);
                number(digits).ok_or_else(|| unsupported(&start, owner))
            }
            _ => {
                let name = cursor.take_while(|letter| letter.is_alphanumeric() || letter == '_');
                match (name, cursor.peek()) {
                    ("dict", Some('(')) => self.object(cursor, owner, path, ')'),
                    ("r" | "b" | "rb", Some('\'' | '"')) => texts(cursor, owner, in_brackets),
                    (name, _) if self.imported.contains_key(name) => self.imported(name, cursor, &start, owner),
                    (_, Some('(' | '.' | '[' | '\'' | '"')) => Err(unsupported(&start, owner)),
                    ("True", _) => Ok(Data::Bool(true)),
                    ("False", _) => Ok(Data::Bool(false)),
                    ("None", _) => Ok(Data::Null),
                    (name, _) => {
                        let reason = || self.unread.get(name).cloned().unwrap_or_else(|| unsupported(&start, owner));
                        let value = self.names.get(name).cloned().ok_or_else(reason)?;
                        self.count(value.size(), cursor, owner)?;
                        Ok(value)
                    }
                }
            }
        }
    }

    /// An imported name, with its attributes, as a text: `SchedulerType.COSINE`.
    fn imported(&self, name: &str, cursor: &mut Cursor<'_>, start: &Cursor<'_>, owner: &str) -> Result<Data> {
        let mut text = self.imported.get(name).cloned().unwrap_or_default();
        text += cursor.take_while(|letter| letter.is_alphanumeric() || letter == '_' || letter == '.');
        match cursor.peek() {
            Some('(' | '[') => Err(unsupported(start, owner)),
            _ => Ok(Data::Text(text)),
        }
    }

    /// The items in brackets, and whether a comma follows the last one.
    fn list(&mut self, cursor: &mut Cursor<'_>, owner: &str, path: &str, end: char) -> Result<(Vec<Data>, bool)> {
        cursor.advance(1);
        let (mut items, mut has_comma) = (vec![], false);
        loop {
            cursor.skip_space(true);
            if cursor.peek() == Some(end) {
                cursor.advance(1);
                return Ok((items, has_comma));
            }
            if !items.is_empty() && !has_comma {
                return Err(unsupported(cursor, owner));
            }
            let place = item_path(path, items.len());
            self.positions.insert(&place, cursor.position());
            items.push(self.value(cursor, owner, &place, true)?);
            cursor.skip_space(true);
            has_comma = cursor.take(",");
        }
    }

    /// The fields of a call of `dict`, or of braces.
    fn object(&mut self, cursor: &mut Cursor<'_>, owner: &str, path: &str, end: char) -> Result<Data> {
        cursor.advance(1);
        let (mut fields, mut known, mut has_comma) = (Vec::<(String, Data)>::new(), HashMap::new(), true);
        loop {
            cursor.skip_space(true);
            if cursor.peek() == Some(end) {
                cursor.advance(1);
                return Ok(Data::Object(fields));
            }
            let start = cursor.clone();
            let name = match end {
                '}' => match self.value(cursor, owner, path, true)? {
                    Data::Text(name) => name,
                    other => other.to_string(),
                },
                _ => cursor.take_while(|letter| letter.is_alphanumeric() || letter == '_').to_owned(),
            };
            cursor.skip_space(true);
            if !has_comma || name.is_empty() || !cursor.take(if end == '}' { ":" } else { "=" }) {
                return Err(unsupported(&start, owner));
            }
            let place = field_path(path, &name);
            self.positions.insert(&place, start.position());
            let value = self.value(cursor, owner, &place, true)?;
            match known.get(&name).and_then(|&index: &usize| fields.get_mut(index)) {
                Some(field) => field.1 = value,
                None => {
                    known.insert(name.clone(), fields.len());
                    fields.push((name, value));
                }
            }
            cursor.skip_space(true);
            has_comma = cursor.take(",");
        }
    }

    fn enter(&mut self, cursor: &Cursor<'_>, owner: &str) -> Result<()> {
        self.depth += 1;
        if self.depth > Data::DEEPEST {
            return Err(problem(cursor, owner, &format!("at most {} levels", Data::DEEPEST), "one more"));
        }
        Ok(())
    }

    fn count(&mut self, values: usize, cursor: &Cursor<'_>, owner: &str) -> Result<()> {
        self.values = self.values.saturating_add(values);
        if self.values > MOST_VALUES {
            return Err(problem(cursor, owner, &format!("at most {MOST_VALUES} values"), "more"));
        }
        Ok(())
    }
}

/// The letters of a number: a sign belongs to it only behind an exponent.
fn numeral<'t>(cursor: &mut Cursor<'t>) -> &'t str {
    let rest = cursor.rest();
    let mut before = ' ';
    let end = rest.find(|letter: char| {
        let is_part = letter.is_ascii_alphanumeric()
            || letter == '.'
            || letter == '_'
            || (matches!(letter, '+' | '-') && matches!(before, 'e' | 'E'));
        before = letter;
        !is_part
    });
    let digits = &rest[..end.unwrap_or(rest.len())];
    cursor.advance(digits.len());
    digits
}

/// Texts that stand side by side, which are one.
fn texts(cursor: &mut Cursor<'_>, owner: &str, in_brackets: bool) -> Result<Data> {
    let start = cursor.clone();
    let mut joined = String::new();
    while matches!(cursor.peek(), Some('\'' | '"')) {
        let text = cursor.take_quoted().ok_or_else(|| unsupported(&start, owner))?;
        joined.push_str(&text.replace("\\n", "\n").replace("\\t", "\t").replace("\\'", "'").replace("\\\"", "\""));
        cursor.skip_space(in_brackets);
    }
    Ok(Data::Text(joined))
}

pub(super) fn unsupported(cursor: &Cursor<'_>, owner: &str) -> Error {
    let next: String = cursor.rest().chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').take(30).collect();
    let found = match cursor.peek() {
        None => "the end of the file".to_owned(),
        Some('\n') => "the end of the line".to_owned(),
        Some(letter) if next.is_empty() => letter.to_string(),
        Some(_) => next,
    };
    problem(cursor, owner, "literals, dict(..), names that were assigned above, or arithmetic", &found)
}

pub(super) fn problem(cursor: &Cursor<'_>, owner: &str, expected: &str, found: &str) -> Error {
    let at = cursor.position();
    let error = Error::data(owner, expected, format!("{found} at {at}"));
    error.with_excerpt(Some(cursor.excerpt()))
}
