use crate::{Excerpt, Position};

/// A place in the text of a Python file.
#[derive(Clone)]
pub(super) struct Cursor<'t> {
    text: &'t str,
    byte: usize,
    line: usize,
    column: usize,
}

impl<'t> Cursor<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, byte: 0, line: 1, column: 1 }
    }

    pub(super) fn rest(&self) -> &'t str {
        &self.text[self.byte..]
    }

    /// The rest of the line.
    pub(super) fn line(&self) -> &'t str {
        self.rest().split('\n').next().unwrap_or_default()
    }

    /// The line around this place, for an error.
    pub(super) fn excerpt(&self) -> Excerpt {
        Excerpt::around(self.text, self.byte, self.line, self.column)
    }

    pub(super) fn is_at_end(&self) -> bool {
        self.byte == self.text.len()
    }

    pub(super) fn position(&self) -> Position {
        Position { line: self.line, column: self.column }
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// Moves over `bytes` bytes, which must end at a character.
    pub(super) fn advance(&mut self, bytes: usize) {
        let moved = &self.rest()[..bytes];
        match moved.rfind('\n') {
            Some(newline) => {
                self.line += moved.matches('\n').count();
                self.column = moved[newline + 1..].chars().count() + 1;
            }
            None => self.column += moved.chars().count(),
        }
        self.byte += bytes;
    }

    /// Moves over the symbol if it is next.
    pub(super) fn take(&mut self, symbol: &str) -> bool {
        let is_next = self.rest().starts_with(symbol);
        if is_next {
            self.advance(symbol.len());
        }
        is_next
    }

    /// Moves over letters that `is_part` accepts, and returns them.
    pub(super) fn take_while(&mut self, is_part: impl Fn(char) -> bool) -> &'t str {
        let rest = self.rest();
        let length = rest.find(|letter| !is_part(letter)).unwrap_or(rest.len());
        self.advance(length);
        &rest[..length]
    }

    /// Moves over spaces and comments; over the ends of lines too, inside of brackets.
    pub(super) fn skip_space(&mut self, over_lines: bool) {
        loop {
            self.take_while(|letter| letter == ' ' || letter == '\t' || letter == '\r' || (over_lines && letter == '\n'));
            if self.peek() == Some('#') {
                self.take_while(|letter| letter != '\n');
            } else if !self.take("\\\n") && !self.take("\\\r\n") {
                return;
            }
        }
    }

    /// Moves over a quoted text, whose first quote is next, and returns what is between the quotes. `None` if it has no end.
    pub(super) fn take_quoted(&mut self) -> Option<&'t str> {
        let quote = ["\"\"\"", "'''", "\"", "'"].into_iter().find(|quote| self.rest().starts_with(quote))?;
        self.advance(quote.len());
        let rest = self.rest();
        let mut at = 0;
        loop {
            let tail = rest.get(at..)?;
            if tail.starts_with(quote) {
                self.advance(at + quote.len());
                return Some(&rest[..at]);
            }
            let mut letters = tail.chars();
            let letter = letters.next()?;
            if letter == '\n' && quote.len() == 1 {
                return None;
            }
            at += letter.len_utf8() + if letter == '\\' { letters.next()?.len_utf8() } else { 0 };
        }
    }

    /// Moves behind the text in quotation marks or the comment that begins here, and returns whether there was one.
    fn skip_text_or_comment(&mut self) -> bool {
        if self.peek() == Some('#') {
            self.take_while(|letter| letter != '\n');
            return true;
        }
        let mut behind = self.clone();
        let is_text = matches!(self.peek(), Some('\'' | '"')) && behind.take_quoted().is_some();
        if is_text {
            *self = behind;
        }
        is_text
    }

    /// Moves to the start of the next line that does not continue this statement.
    pub(super) fn skip_statement(&mut self) {
        let mut depth = 0usize;
        while let Some(letter) = self.peek() {
            if self.skip_text_or_comment() {
                continue;
            }
            match letter {
                '(' | '[' | '{' => depth += 1,
                ')' | ']' | '}' => depth = depth.saturating_sub(1),
                '\\' if self.take("\\\n") || self.take("\\\r\n") => continue,
                _ => {}
            }
            self.advance(letter.len_utf8());
            if letter == '\n' && depth == 0 {
                return;
            }
        }
    }

    /// Moves to the comma or the bracket that ends an argument of a call.
    pub(super) fn skip_argument(&mut self) {
        let mut depth = 0usize;
        while let Some(letter) = self.peek() {
            if self.skip_text_or_comment() {
                continue;
            }
            match letter {
                ',' | ')' | ']' | '}' if depth == 0 => return,
                '(' | '[' | '{' => depth += 1,
                ')' | ']' | '}' => depth -= 1,
                _ => {}
            }
            self.advance(letter.len_utf8());
        }
    }
}
