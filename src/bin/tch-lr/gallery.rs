use crate::output;
use anyhow::{Context, Result, bail};
use std::path::PathBuf;
use std::process::ExitCode;
use tch_lr_scheduler::gallery::{Example, examples, page};
use tch_lr_scheduler::printable;

/// Show an example of every schedule, combinator and feedback rule
///
/// Without arguments, this prints the types with a sentence about the example of each. With a type, it prints the example as a plan
/// file in TOML, to start from. With -o, it writes a page of HTML with the curves of all examples, their values at the pointer, and
/// their TOML and Rust.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  tch-lr gallery\n  tch-lr gallery Wsd > plan.toml\n  tch-lr gallery -o gallery.html")]
pub struct Args {
    /// The type whose example to print, such as StepLR
    #[arg(value_name = "TYPE", conflicts_with = "output")]
    name: Option<String>,
    /// The file to save the page to; its name must end in .html
    #[arg(short, long, value_name = "FILE", value_parser = page_file)]
    output: Option<PathBuf>,
}

fn page_file(path: &str) -> Result<PathBuf, String> {
    let path = PathBuf::from(path);
    let is_page = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("html"));
    if is_page { Ok(path) } else { Err("the name must end in .html".into()) }
}

pub fn run(args: &Args) -> Result<ExitCode> {
    match (&args.output, &args.name) {
        (Some(file), _) => std::fs::write(file, page()?).with_context(|| file.display().to_string())?,
        (None, Some(name)) => output::print(&plan_file(named(name)?)?)?,
        (None, None) => output::print(&list()?)?,
    }
    Ok(ExitCode::SUCCESS)
}

/// The example of a type, in torch's spelling or in that of Rust: `StepLR`, `StepLr`.
fn named(name: &str) -> Result<&'static Example> {
    if let Some(example) = examples().find(|example| example.name().eq_ignore_ascii_case(name)) {
        return Ok(example);
    }
    let lower = name.to_lowercase();
    let distance = |example: &&Example| strsim::levenshtein(&lower, &example.name().to_lowercase());
    let nearest = examples().min_by_key(distance).filter(|example| distance(example) <= 1 + lower.len() / 4);
    let hint = nearest.map_or(String::new(), |example| format!("did you mean {}? ", example.name()));
    let names: Vec<_> = examples().map(Example::name).collect();
    bail!(
        "{hint}Expected a type of schedule, combinator or feedback rule, found {}. The types are {}",
        printable(name),
        names.join(", ")
    )
}

fn plan_file(example: &Example) -> Result<String> {
    Ok(format!("# {}\n# In Rust: {}\n\n{}", example.sentence()?, example.rust(), example.plan_file()))
}

fn list() -> Result<String> {
    let width = examples().map(|example| example.name().len()).max().unwrap_or_default();
    let line = |example: &Example| Ok(format!("{:width$}  {}\n", example.name(), example.sentence()?));
    examples().map(line).collect()
}
