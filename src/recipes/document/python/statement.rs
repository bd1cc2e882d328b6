//! What a line at the start of a statement assigns, imports or changes.

use super::operators::Operator;

/// The start of an assignment that can be evaluated: `name = value`, `name: type = value` or `name += value`.
pub(super) struct Assignment<'t> {
    pub(super) name: &'t str,
    /// The operator in front of the equals sign, as in `lr *= 2`.
    pub(super) operator: Option<&'static Operator>,
    /// The bytes of the line in front of the value.
    pub(super) value: usize,
}

/// The assignment of a line without indentation.
pub(super) fn assignment(line: &str) -> Option<Assignment<'_>> {
    let (name, rest) = name(line)?;
    let rest = rest.trim_start();
    let is_of_type = |letter: char| letter.is_alphanumeric() || "_.[], |".contains(letter);
    let rest = rest.strip_prefix(':').map_or(rest, |kind| kind.trim_start_matches(is_of_type));
    let operator = Operator::next(rest).filter(|operator| rest[operator.symbol.len()..].starts_with('='));
    let value = rest[operator.map_or(0, |operator| operator.symbol.len())..].strip_prefix('=')?;
    (!value.starts_with('=')).then_some(Assignment { name, operator, value: line.len() - value.len() })
}

/// Whether only Python has such a line: a plain assignment or an import without indentation.
pub(super) fn is_of_python(line: &str) -> bool {
    let is_plain = |found: Assignment<'_>| found.operator.is_none() && !line[..found.value].contains(':');
    assignment(line).is_some_and(is_plain) || !imported(line).is_empty()
}

/// The names that a statement may change in another way: several names at once, an item, an attribute, a method such as `update`, or
/// `del`.
pub(super) fn changed(line: &str) -> Vec<&str> {
    let line = line.trim_start();
    if let Some(names) = line.strip_prefix("del ") {
        return roots(names);
    }
    if let Some((names, rest)) = line.strip_prefix("for ").and_then(|names| names.split_once(" in ")) {
        let body = rest.split_once(": ").map(|(_, body)| changed(body)).unwrap_or_default();
        return [roots(names), body].concat();
    }
    if let Some(targets) = targets(line) {
        return roots(targets);
    }
    match name(line) {
        Some((name, rest)) if rest.starts_with(['.', '[']) => vec![name],
        _ => vec![],
    }
}

/// The names that `from .. import ..` or `import ..` defines, each with the name of what it stands for.
pub(super) fn imported(statement: &str) -> Vec<(&str, &str)> {
    let names = match statement.split_once(" import ") {
        Some((start, names)) if start.starts_with("from ") => names,
        _ => match statement.strip_prefix("import ") {
            Some(names) => names,
            None => return vec![],
        },
    };
    let names = names.split('#').next().unwrap_or_default().trim().trim_start_matches('(').trim_end_matches(')');
    let parts = names.split([',', '\n']).map(|part| part.split('#').next().unwrap_or_default().trim());
    let named = parts.filter(|part| !part.is_empty()).map(|part| match part.split_once(" as ") {
        Some((original, name)) => (name.trim(), original.trim()),
        // `import torch.optim` defines `torch`.
        None => (part.split('.').next().unwrap_or(part), part.split('.').next().unwrap_or(part)),
    });
    named.filter(|(name, _)| *name != "*").collect()
}

/// The name at the start of a text, and the rest.
fn name(text: &str) -> Option<(&str, &str)> {
    let length = text.find(|letter: char| !(letter.is_alphanumeric() || letter == '_')).unwrap_or(text.len());
    let (name, rest) = text.split_at(length);
    name.starts_with(|letter: char| letter.is_alphabetic() || letter == '_').then_some((name, rest))
}

/// What stands before the last assignment of a line, outside of brackets.
fn targets(line: &str) -> Option<&str> {
    let (mut depth, mut before, mut end) = (0usize, ' ', None);
    for (index, letter) in line.char_indices() {
        match letter {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth = depth.saturating_sub(1),
            '#' | '\'' | '"' if depth == 0 => break,
            '=' if depth == 0 && !matches!(before, '=' | '<' | '>' | '!') && !line[index + 1..].starts_with('=') => {
                end = Some(index)
            }
            _ => {}
        }
        before = letter;
    }
    end.map(|end| &line[..end])
}

/// The names of a list of targets: `a, b.c, d["e"]` has `a`, `b` and `d`.
fn roots(targets: &str) -> Vec<&str> {
    let (mut names, mut depth, mut rest) = (vec![], 0usize, targets.trim_start_matches(['(', '[', ' ', '*']));
    while let Some(letter) = rest.chars().next() {
        if let Some((found, behind)) = name(rest).filter(|_| depth == 0) {
            names.push(found);
            // Attributes are not names.
            rest = behind.trim_start_matches(|letter: char| letter.is_alphanumeric() || letter == '_' || letter == '.');
            continue;
        }
        match letter {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        rest = &rest[letter.len_utf8()..];
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn assignments_begin_with_a_name() {
        let found = |line| assignment(line).map(|found| (found.name, found.operator.map(|by| by.symbol), &line[found.value..]));
        assert_eq!(found("lr = 0.1"), Some(("lr", None, " 0.1")));
        assert_eq!(found("lr: float = 0.1"), Some(("lr", None, " 0.1")));
        assert_eq!(found("lr **= 2"), Some(("lr", Some("**"), " 2")));
        assert_eq!(["lr == 1", "lr", "lr(a=1)", "a.b = 1", "lr: float", "1 = 2"].map(found), [None; 6]);
    }

    #[test]
    fn other_statements_change_names_too() {
        assert_eq!(changed("a, b = 1, 2"), ["a", "b"]);
        assert_eq!(changed("  (a, b.c) = d"), ["a", "b"]);
        assert_eq!(changed("a = b = 1"), ["a", "b"]);
        assert_eq!(changed("a['b']['c'] = dict(d=1)"), ["a"]);
        assert_eq!(changed("a.b.c = 1"), ["a"]);
        assert_eq!(changed("a.update(b=1)"), ["a"]);
        assert_eq!(changed("del a['b']"), ["a"]);
        assert_eq!(changed("for a, b in c: d = 1"), ["a", "b", "d"]);
        assert!(
            ["print(a == b)", "f(a=1)", "if a >= 1: pass", "# a = 1", "'''a = 1'''"].iter().all(|line| changed(line).is_empty())
        );
    }

    #[test]
    fn imports_define_names() {
        assert_eq!(imported("from a.b import C, D as E  # f"), [("C", "C"), ("E", "D")]);
        assert_eq!(imported("from a import (B,\n    C,\n)"), [("B", "B"), ("C", "C")]);
        assert_eq!(imported("import torch.optim"), [("torch", "torch")]);
        assert_eq!(imported("import numpy as np"), [("np", "numpy")]);
        assert_eq!(imported("from .base import *"), []);
        assert_eq!(imported("important = 1"), []);
    }
}
