//! The paths in what a macro is given, and in the bodies of `macro_rules!`, where there is no syntax tree, only tokens.

use crate::module::{Place, Written};
use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// Adds the paths among the tokens to `found`. A name that stands alone is added only if it looks like a type, a call or a macro.
pub fn add_paths(tokens: TokenStream, found: &mut Vec<Written>) {
    let tokens: Vec<_> = tokens.into_iter().collect();
    let mut at = 0;
    while at < tokens.len() {
        at = match &tokens[at] {
            TokenTree::Ident(_) if may_begin(&tokens, at) => add_path(&tokens, at, &[], found),
            TokenTree::Group(group) => {
                add_paths(group.stream(), found);
                at + 1
            }
            _ => at + 1,
        };
    }
}

/// Calls `each` with every name and keyword among the tokens, and its line.
pub fn for_each_name(tokens: TokenStream, each: &mut impl FnMut(&str, usize)) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => for_each_name(group.stream(), each),
            TokenTree::Ident(name) => each(&name.to_string(), name.span().start().line),
            TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
}

/// Whether a path may begin at a name: not at a field or method, a lifetime, a macro's variable, a function's own name, nor inside
/// a path.
fn may_begin(tokens: &[TokenTree], at: usize) -> bool {
    let before = |back: usize| at.checked_sub(back).and_then(|at| tokens.get(at));
    let is_before = |back: usize, sign: char| before(back).is_some_and(|token| is(token, sign));
    match before(1) {
        Some(TokenTree::Punct(sign)) => match sign.as_char() {
            '.' => is_before(2, '.'),
            ':' => !is_before(2, ':'),
            '$' => tokens[at].to_string() == "crate",
            sign => sign != '\'',
        },
        Some(TokenTree::Ident(keyword)) => keyword != "fn",
        _ => true,
    }
}

/// Adds the path that begins at the name `at`, after `prefix`, or all paths of its braces. Returns where it ends.
fn add_path(tokens: &[TokenTree], mut at: usize, prefix: &[String], found: &mut Vec<Written>) -> usize {
    let line = tokens[at].span().start().line;
    let mut segments = [prefix, &[tokens[at].to_string()]].concat();
    while is_double_colon(tokens, at + 1) {
        match tokens.get(at + 3) {
            Some(TokenTree::Ident(name)) => segments.push(name.to_string()),
            Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => {
                add_braces(group.stream(), &segments, found);
                return at + 4;
            }
            Some(token) if is(token, '*') => segments.push("*".into()),
            _ => break,
        }
        at += 3;
    }
    let is_macro = tokens.get(at + 1).is_some_and(|token| is(token, '!'));
    let is_call = matches!(tokens.get(at + 1), Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Parenthesis);
    if segments.len() > 1 && segments.last().is_some_and(|last| last == "self") {
        segments.pop();
    }
    if segments.len() > 1 || is_macro || is_call || segments[0].starts_with(char::is_uppercase) {
        found.push(Written { segments, line, place: if is_macro { Place::Macro } else { Place::Code } });
    }
    at + 1
}

/// Adds the paths in the braces of `prefix::{...}`.
fn add_braces(tokens: TokenStream, prefix: &[String], found: &mut Vec<Written>) {
    let tokens: Vec<_> = tokens.into_iter().collect();
    for part in tokens.split(|token| is(token, ',')) {
        match part.first() {
            Some(TokenTree::Ident(_)) => _ = add_path(part, 0, prefix, found),
            Some(token) if is(token, '*') => {
                let segments = [prefix, &["*".into()]].concat();
                found.push(Written { segments, line: token.span().start().line, place: Place::Code });
            }
            _ => {}
        }
    }
}

fn is_double_colon(tokens: &[TokenTree], at: usize) -> bool {
    [at, at + 1].iter().all(|&at| tokens.get(at).is_some_and(|token| is(token, ':')))
}

fn is(token: &TokenTree, sign: char) -> bool {
    matches!(token, TokenTree::Punct(found) if found.as_char() == sign)
}
