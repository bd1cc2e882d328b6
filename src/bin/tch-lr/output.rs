//! Standard output, with colours where a terminal shows them.

use anstream::AutoStream;
use anstyle::{AnsiColor, Style};
use std::io::{self, BufWriter, Stdout, Write};

pub const NAME: Style = Style::new().bold();
pub const FINE: Style = Style::new().fg_color(Some(anstyle::Color::Ansi(AnsiColor::Green)));
pub const DOUBT: Style = Style::new().bold().fg_color(Some(anstyle::Color::Ansi(AnsiColor::Yellow)));
pub const FAINT: Style = Style::new().dimmed();

/// What is printed is told by its error where nobody reads any more: `println!` would panic.
pub fn colored() -> AutoStream<Stdout> {
    anstream::stdout()
}

pub fn plain() -> BufWriter<Stdout> {
    BufWriter::new(io::stdout())
}

pub fn print(text: &str) -> io::Result<()> {
    let mut output = plain();
    output.write_all(text.as_bytes())?;
    output.flush()
}
