use anstyle::{AnsiColor, Style};
use std::fmt;
use std::io::{self, Write};
use std::process::ExitCode;

/// An error in the command line, which has its own exit code.
#[derive(Debug)]
pub struct Usage(pub String);

impl fmt::Display for Usage {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for Usage {}

/// The exit code of `check --deny-warnings` if there are warnings, and of `diff` if there are differences.
pub const FINDINGS: u8 = 3;
/// The exit code of an error in a plan, a file or a metric.
pub const ERROR: u8 = 1;
const USAGE: u8 = 2;

/// The exit code of the program. Prints the error if there is one. If the reader of standard output has closed the pipe, that is
/// no error.
pub fn code(result: anyhow::Result<ExitCode>) -> ExitCode {
    let error = match result {
        Ok(code) => return code,
        Err(error) => error,
    };
    let is_closed_pipe = |cause: &io::Error| cause.kind() == io::ErrorKind::BrokenPipe;
    if error.chain().filter_map(|cause| cause.downcast_ref()).any(is_closed_pipe) {
        return ExitCode::SUCCESS;
    }
    print_error(&message(&error));
    ExitCode::from(if error.is::<Usage>() { USAGE } else { ERROR })
}

/// The error and its causes in one text. A cause that is in the text already is left out.
pub fn message(error: &anyhow::Error) -> String {
    let joined = error.chain().map(ToString::to_string).reduce(|message, cause| match message.contains(&cause) {
        true => message,
        false => format!("{message}: {cause}"),
    });
    joined.unwrap_or_default()
}

/// Prints an error to standard error.
pub fn print_error(message: &str) {
    let red = Style::new().bold().fg_color(Some(AnsiColor::Red.into()));
    // If this fails, there is no other place to report it.
    let _ = writeln!(anstream::stderr(), "{red}error:{red:#} {message}");
}
