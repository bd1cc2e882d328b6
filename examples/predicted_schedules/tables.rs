//! The tables of the page, in Markdown.

use super::choices::{Choice, Choices};
use super::comparison::{Comparison, Row, median};
use super::runs::{Data, FITTED, Run};
use anyhow::{Context, Result};
use std::fmt::Write;
use tch_lr_scheduler::predict::{FittedLaw, LawKind, ObservedRun, fit};

/// The name of a table in the page, and its text.
pub type Table = (&'static str, String);

/// All tables of the page.
pub fn all(data: &Data, choices: &Choices) -> Result<Vec<Table>> {
    let law = fit(&fitted(data), LawKind::MultiPower)?;
    let first = Comparison::by(&law, &data.runs, &FITTED);
    let second = Comparison::of(&data.runs, &FITTED, LawKind::Annealing)?;
    let first_gpu = Comparison::of(&data.gpu, &FITTED, LawKind::MultiPower)?;
    let second_gpu = Comparison::of(&data.gpu, &FITTED, LawKind::Annealing)?;
    Ok(vec![
        ("losses", losses(&first, &second)?),
        ("summary", summary(data, &first, &second)?),
        ("gpu", losses(&first_gpu, &second_gpu)?),
        ("gpu summary", summary_of_laws(&first_gpu, &second_gpu)),
        ("choices", distribution(choices)?),
        ("members", members(data, choices)?),
        ("searched", searched(data, &law)?),
        ("peaks", peaks(data, &law)?),
    ])
}

/// The observed and the predicted loss of each schedule, in the order of the observed losses.
fn losses(first: &Comparison, second: &Comparison) -> Result<String> {
    let mut rows: Vec<(&Row, &Row)> = first.rows.iter().zip(&second.rows).collect();
    rows.sort_by(|left, right| left.0.run.observed().total_cmp(&right.0.run.observed()));
    let mut table =
        "| schedule | observed | deviation of the seeds | multi-power law | 90 % interval | error | annealing law | error |\n\
                     |---|--:|--:|--:|---|--:|--:|--:|\n"
            .to_owned();
    for (row, other) in rows {
        let (run, prediction) = (row.run, &row.prediction);
        let name = if row.is_fitted { format!("{} (fitted)", run.name) } else { run.name.clone() };
        let [low, high] = [prediction.low(), prediction.high()];
        let interval = format!("{low:.2} to {high:.2}");
        let [error, other_error] = [row, other].map(|row| 100.0 * row.error());
        let (observed, deviation) = (run.observed(), run.deviation());
        let [loss, other_loss] = [prediction.loss(), other.prediction.loss()];
        writeln!(
            table,
            "| {name} | {observed:.3} | {deviation:.3} | {loss:.3} | {interval} | {error:+.1} % | {other_loss:.3} | {other_error:+.1} % |"
        )?;
    }
    Ok(table)
}

/// The head of a table of comparisons.
const SUMMARY: &str = "| fitted | median error | rank correlation | predicted rank of the best unseen | observed loss in the interval |\n\
                       |---|--:|--:|--:|--:|\n";

/// A row of a table of comparisons.
fn summary_row(name: &str, comparison: &Comparison) -> String {
    let (error, correlation) = (100.0 * comparison.median_error(), comparison.rank_correlation());
    let (best, covered, unseen) = (comparison.rank_of_best(), comparison.covered(), comparison.unseen().count());
    format!("| {name} | {error:.1} % | {correlation:.2} | {best} | {covered} of {unseen} |\n")
}

/// How well both laws predict.
fn summary_of_laws(first: &Comparison, second: &Comparison) -> String {
    SUMMARY.to_owned() + &summary_row("three runs, multi-power law", first) + &summary_row("three runs, annealing law", second)
}

/// How well the laws predict, for different fits.
fn summary(data: &Data, first: &Comparison, second: &Comparison) -> Result<String> {
    let runs = &data.runs;
    let mut table = SUMMARY.to_owned();
    let mut add = |name: &str, comparison: &Comparison| table += &summary_row(name, comparison);
    add("three runs, means of the seeds", first);
    let chosen: Vec<&Run> = runs.iter().filter(|run| FITTED.contains(&run.name.as_str())).collect();
    let seeds = chosen.iter().map(|run| run.seeds.len()).min().unwrap_or(0);
    for seed in 0..seeds {
        let one: Vec<ObservedRun> = chosen.iter().map(|run| run.seeds[seed].clone()).collect();
        add(&format!("three runs of seed {seed}"), &Comparison::fitted_to(&one, runs, &FITTED, LawKind::MultiPower)?);
    }
    for (steps, shorter) in &data.shorter {
        let runs_of = |run: &Run| run.mean.clone().with_name(format!("{}, {steps} steps", run.name));
        let short: Vec<ObservedRun> = shorter.iter().map(runs_of).collect();
        // No final loss of the full length was seen.
        let comparison = Comparison::fitted_to(&short, runs, &[], LawKind::MultiPower)?;
        add(&format!("three runs of {steps} steps"), &comparison);
    }
    add("three runs, annealing law", second);
    let names: Vec<&str> = runs.iter().map(|run| run.name.as_str()).collect();
    let all: Vec<ObservedRun> = runs.iter().map(|run| run.mean.clone()).collect();
    add(&format!("all {} runs", names.len()), &Comparison::fitted_to(&all, runs, &[], LawKind::MultiPower)?);
    Ok(table)
}

/// How the results are distributed over all choices of three runs.
fn distribution(choices: &Choices) -> Result<String> {
    let mut all: Vec<&Choice> = choices.all.iter().collect();
    all.sort_by(|left, right| left.error.total_cmp(&right.error));
    let at = |part: usize| all.get((all.len() - 1) * part / 100).copied();
    let mut table = "| choice | fitted | median error | rank correlation | predicted rank of the best unseen |\n\
                     |---|---|--:|--:|--:|\n"
        .to_owned();
    let parts = [("best", 0), ("better than 90 %", 10), ("middle", 50), ("worse than 90 %", 90), ("worst", 100)];
    for (name, part) in parts {
        let choice = at(part).context("there are no choices")?;
        let (fitted, Choice { error, correlation, rank_of_best, .. }) = (choice.fitted.join(", "), choice);
        writeln!(table, "| {name} | {fitted} | {error:.1} % | {correlation:.2} | {rank_of_best} |")?;
    }
    let count = all.len();
    let small = choices.count(|choice| choice.error <= 1.0);
    let ranked = choices.count(|choice| choice.correlation >= 0.8);
    let found = choices.count(|choice| choice.rank_of_best <= 2);
    writeln!(
        table,
        "\nOf {count} choices, {small} have a median error of at most 1 %, {ranked} a rank correlation of at least 0.8, and {found} have \
         the best unseen schedule among the first two."
    )?;
    Ok(table)
}

/// The results of the choices that contain a schedule.
fn members(data: &Data, choices: &Choices) -> Result<String> {
    let mut rows = vec![];
    for run in &data.runs {
        let with: Vec<&Choice> = choices.all.iter().filter(|choice| choice.has(&run.name)).collect();
        let of = |value: fn(&Choice) -> f64| median(with.iter().map(|choice| value(choice)).collect());
        let found = with.iter().filter(|choice| choice.rank_of_best <= 2).count();
        let worst = with.iter().map(|choice| choice.error).fold(0.0, f64::max);
        rows.push((run.name.as_str(), of(|choice| choice.error), worst, of(|choice| choice.correlation), found, with.len()));
    }
    rows.sort_by(|left, right| left.1.total_cmp(&right.1));
    let mut table =
        "| fits with | median of the median errors | largest | median rank correlation | best unseen among the first two |\n\
                     |---|--:|--:|--:|--:|\n"
            .to_owned();
    for (name, error, worst, correlation, found, count) in rows {
        writeln!(table, "| {name} | {error:.1} % | {worst:.1} % | {correlation:.2} | {found} of {count} |")?;
    }
    Ok(table)
}

/// The plans that a search has found under the law of the first three runs, trained.
fn searched(data: &Data, law: &FittedLaw) -> Result<String> {
    let all: Vec<&Run> = data.runs.iter().chain(&data.searched).collect();
    let comparison = Comparison::by(law, &data.searched, &[]);
    let mut table = "| plan | observed | deviation of the seeds | predicted | 90 % interval | error | rank among all schedules |\n\
                     |---|--:|--:|--:|---|--:|--:|\n"
        .to_owned();
    for row in &comparison.rows {
        let (observed, deviation, prediction) = (row.run.observed(), row.run.deviation(), &row.prediction);
        let [loss, low, high] = [prediction.loss(), prediction.low(), prediction.high()];
        let (error, rank) = (100.0 * row.error(), all.iter().filter(|run| run.observed() < observed).count() + 1);
        writeln!(
            table,
            "| {} | {observed:.3} | {deviation:.3} | {loss:.3} | {low:.2} to {high:.2} | {error:+.1} % | {rank} of {} |",
            row.run.name,
            all.len()
        )?;
    }
    Ok(table)
}

/// Schedules with another peak than the fitted runs.
fn peaks(data: &Data, law: &FittedLaw) -> Result<String> {
    let comparison = Comparison::by(law, &data.peaks, &[]);
    let mut rows: Vec<&Row> = comparison.rows.iter().collect();
    rows.sort_by(|left, right| left.run.curve.peak().total_cmp(&right.run.curve.peak()));
    let mut table = "| schedule | peak | observed | predicted | error |\n|---|--:|--:|--:|--:|\n".to_owned();
    for row in rows {
        let name = row.run.name.rsplit_once('_').map_or(row.run.name.as_str(), |(name, _)| name);
        let (peak, observed, loss) = (row.run.curve.peak(), row.run.observed(), row.prediction.loss());
        writeln!(table, "| {name} | {peak:e} | {observed:.3} | {loss:.3} | {:+.0} % |", 100.0 * row.error())?;
    }
    Ok(table)
}

/// The mean losses of the runs that are fitted first.
fn fitted(data: &Data) -> Vec<ObservedRun> {
    let is_fitted = |run: &&Run| FITTED.contains(&run.name.as_str());
    data.runs.iter().filter(is_fitted).map(|run| run.mean.clone()).collect()
}
