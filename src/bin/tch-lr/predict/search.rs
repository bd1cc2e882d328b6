use super::inputs::Inputs;
use super::{Args, Format, json, text};
use crate::exit::Usage;
use crate::output;
use anyhow::{Result, anyhow, bail};
use std::io::Write;
use tch_lr_scheduler::predict::{Candidate, Family, Search, search};

/// What a search has found.
pub struct Found {
    search: Search,
    best: Candidate,
}

impl Found {
    /// Finds the best schedule of a family, and writes it to the file of `-o`.
    pub fn of(args: &Args, inputs: &Inputs, family: Family) -> Result<Self> {
        let Some(steps) = args.run.steps else {
            bail!(Usage("--steps is needed: --search finds a plan for a run of this length".into()));
        };
        if args.plot.is_some() {
            bail!(Usage("--plot draws predicted plans: leave it out, and predict the plan that --search finds with --plot".into()));
        }
        let search = search(&inputs.law, family, steps)?;
        let best = search.best().cloned().ok_or_else(|| anyhow!("the family {family} has no schedule of {steps} steps"))?;
        if let Some(file) = &args.output {
            best.plan.spec().write(file)?;
        }
        Ok(Self { search, best })
    }

    /// Prints how flat the optimum is, and the plan if it was not written to a file.
    pub fn print(&self, args: &Args, inputs: &Inputs) -> Result<()> {
        let spec = self.best.plan.spec();
        if args.format == Format::Json {
            return Ok(json::print_search(inputs, &self.search, &serde_json::to_value(&spec)?)?);
        }
        let mut output = output::plain();
        let prefix = if args.output.is_some() { "" } else { "# " };
        text::fit(inputs, &mut output, prefix)?;
        for line in report(&self.search, &self.best, args.top) {
            writeln!(output, "{prefix}{line}")?;
        }
        if args.output.is_none() {
            write!(output, "{}", spec.to_toml()?)?;
        }
        Ok(output.flush()?)
    }
}

fn report(search: &Search, best: &Candidate, top: u64) -> Vec<String> {
    let mut lines = vec![format!("best: {}, predicted loss {}", best.description, search.prediction())];
    let (as_good, all) = (search.as_good().len(), search.candidates().len());
    lines.push(if search.is_within_noise() {
        let worst = search.candidates().last().map_or(best.loss, |candidate| candidate.loss);
        format!("within the noise: all {all} candidates are in the interval of the best, the worst with {worst:.4}")
    } else {
        format!("{as_good} of {all} candidates are in the interval of the best: {}", range(search, best))
    });
    let ranked = search.candidates().iter().enumerate().take(top as usize);
    lines.extend(ranked.map(|(index, candidate)| format!("{:>4}  {:.4}  {}", index + 1, candidate.loss, candidate.description)));
    lines
}

/// How far the fraction can move from that of the best candidate, with its peak and its shape.
fn range(search: &Search, best: &Candidate) -> String {
    let alike = search.as_good().iter().filter(|candidate| candidate.peak == best.peak && candidate.shape == best.shape);
    let (low, high) = alike
        .fold((best.fraction, best.fraction), |(low, high), candidate| (low.min(candidate.fraction), high.max(candidate.fraction)));
    format!("with its peak and shape, those of {:.1} % to {:.1} %", 100.0 * low, 100.0 * high)
}
