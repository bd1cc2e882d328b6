use anstyle::{AnsiColor, Style};
use std::fmt;
use std::io::{self, Write};
use std::process::ExitCode;

/// Something that no plan could mend: the command line is wrong.
#[derive(Debug)]
pub struct Usage(pub String);

impl fmt::Display for Usage {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for Usage {}

pub const WARNINGS: u8 = 3;
const WRONG: u8 = 1;
const USAGE: u8 = 2;

pub fn code(result: anyhow::Result<ExitCode>) -> ExitCode {
    let error = match result {
        Ok(code) => return code,
        Err(error) => error,
    };
    let reader_is_gone = |cause: &io::Error| cause.kind() == io::ErrorKind::BrokenPipe;
    if error.chain().filter_map(|cause| cause.downcast_ref()).any(reader_is_gone) {
        return ExitCode::SUCCESS;
    }
    let red = Style::new().bold().fg_color(Some(AnsiColor::Red.into()));
    // Nobody is left to be told where this fails.
    let _ = writeln!(anstream::stderr(), "{red}error:{red:#} {error:#}");
    ExitCode::from(if error.is::<Usage>() { USAGE } else { WRONG })
}
