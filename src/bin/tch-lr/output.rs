//! Standard output, with colours if it is a terminal.

use anstream::AutoStream;
use anstyle::{AnsiColor, Style};
use std::io::{self, BufWriter, Stdout, Write};

pub const NAME: Style = Style::new().bold();
pub const GOOD: Style = Style::new().fg_color(Some(anstyle::Color::Ansi(AnsiColor::Green)));
pub const WARNING: Style = Style::new().bold().fg_color(Some(anstyle::Color::Ansi(AnsiColor::Yellow)));
pub const BAD: Style = Style::new().bold().fg_color(Some(anstyle::Color::Ansi(AnsiColor::Red)));
pub const DIM: Style = Style::new().dimmed();

/// Standard output with styles. Use `write!` instead of `println!`, which panics if the reader has closed the pipe.
pub fn colored() -> AutoStream<Stdout> {
    anstream::stdout()
}

/// Standard output without styles, buffered.
pub fn plain() -> BufWriter<Stdout> {
    BufWriter::new(io::stdout())
}

/// Writes a text to standard error.
pub fn note(text: &str) -> io::Result<()> {
    io::stderr().write_all(text.as_bytes())
}

/// Writes a text to standard output.
pub fn print(text: &str) -> io::Result<()> {
    let mut output = plain();
    output.write_all(text.as_bytes())?;
    output.flush()
}
