use crate::exit::Usage;
use crate::{Cli, output};
use anyhow::{Context, Result, bail};
use clap::{Command, CommandFactory};
use clap_mangen::Man;
use clap_mangen::roff::{Roff, roman};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use tch_lr_scheduler::printable;

/// Print a page of the manual, or write all pages to a folder
///
/// The pages are in the format of `man`, and have the same text as --help.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  tch-lr man check | man -l -\n  tch-lr man -o ~/.local/share/man/man1")]
pub struct Args {
    /// The command whose page to print [default: the page of tch-lr itself]
    #[arg(value_name = "COMMAND", conflicts_with = "output")]
    command: Option<String>,
    /// The folder to write the pages of all commands to; it is made if it does not exist
    #[arg(short, long, value_name = "FOLDER")]
    output: Option<PathBuf>,
}

pub fn run(args: &Args) -> Result<ExitCode> {
    let mut program = Cli::command().disable_help_subcommand(true);
    program.build();
    match (&args.output, &args.command) {
        (Some(folder), _) => write_all(program, folder)?,
        (None, None) => output::print(&page(program)?)?,
        (None, Some(name)) => output::print(&page(named(&program, name)?.clone())?)?,
    }
    Ok(ExitCode::SUCCESS)
}

fn named<'a>(program: &'a Command, name: &str) -> Result<&'a Command> {
    let Some(command) = program.find_subcommand(name) else {
        let names: Vec<_> = program.get_subcommands().map(Command::get_name).collect();
        bail!(Usage(format!("expected a command of tch-lr, found {}. The commands are {}", printable(name), names.join(", "))));
    };
    Ok(command)
}

/// Writes the pages `tch-lr.1`, `tch-lr-check.1` and so on.
fn write_all(program: Command, folder: &Path) -> Result<()> {
    fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
    let commands: Vec<_> = program.get_subcommands().cloned().collect();
    for command in commands.into_iter().chain([program]) {
        let file = folder.join(format!("{}.1", command.get_display_name().unwrap_or("tch-lr")));
        fs::write(&file, page(command)?).with_context(|| file.display().to_string())?;
    }
    Ok(())
}

/// The page of a command. Its synopsis is the line of usage of --help, because that of clap_mangen leaves out the values of options.
fn page(mut command: Command) -> Result<String> {
    let name = command.get_display_name().unwrap_or("tch-lr").to_owned();
    let usage = command.render_usage().to_string();
    let after_help = command.get_after_help().map(ToString::to_string).unwrap_or_default();
    let has_commands = command.has_subcommands();
    // Without the first paragraph, which the section NAME has.
    let about = command.get_long_about().and_then(|about| Some(about.to_string().split_once("\n\n")?.1.to_owned()));
    let about = about.or_else(|| Some(command.get_about()?.to_string())).unwrap_or_default();
    let man = Man::new(command.override_usage(usage.trim_start_matches("Usage: ").to_owned()).long_about(about));
    let mut page = format!(".TH {name} 1 \"\" \"tch-lr {}\" \"User Commands\"\n", env!("CARGO_PKG_VERSION")).into_bytes();
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    man.render_description_section(&mut page)?;
    man.render_options_section(&mut page)?;
    if has_commands {
        man.render_subcommands_section(&mut page)?;
    }
    let mut end = Roff::new();
    for paragraph in after_help.split("\n\n").filter(|paragraph| !paragraph.is_empty()) {
        section(&mut end, paragraph);
    }
    if !has_commands {
        end.control("SH", ["SEE ALSO"]).text([roman("tch-lr(1)")]);
    }
    end.to_writer(&mut page)?;
    Ok(with_bold_code(&String::from_utf8(page)?))
}

/// Writes a paragraph of the text after the options. In its headings, lines are kept as they are.
fn section(roff: &mut Roff, paragraph: &str) {
    let (heading, text) = match paragraph.split_once(':') {
        Some(("Example" | "Examples", text)) => ("EXAMPLES", text),
        Some(("Exit codes", text)) => ("EXIT STATUS", text),
        _ => ("NOTES", paragraph),
    };
    roff.control("SH", [heading]);
    let is_list = text.starts_with('\n');
    if is_list {
        roff.control("nf", []);
    }
    for line in text.trim_start_matches('\n').lines() {
        roff.text([roman(if is_list { line.strip_prefix("  ").unwrap_or(line) } else { line.trim() })]);
    }
    if is_list {
        roff.control("fi", []);
    }
}

/// Sets text between backticks in bold, because `man` shows a backtick as an opening quotation mark.
fn with_bold_code(page: &str) -> String {
    let line = |line: &str| {
        let parts: Vec<_> = line.split('`').collect();
        let is_paired = parts.len() % 2 == 1;
        let join = |(at, part): (usize, &&str)| match (at, is_paired) {
            (0, _) => part.to_string(),
            (_, false) => format!("\\(ga{part}"),
            (_, true) if at % 2 == 1 => format!("\\fB{part}"),
            (_, true) => format!("\\fR{part}"),
        };
        parts.iter().enumerate().map(join).collect::<String>() + "\n"
    };
    page.lines().map(line).collect()
}
