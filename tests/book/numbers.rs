//! The numbers of README are those of the gallery and of the page of benchmarks.

use super::source;
use anyhow::{Context, Result};
use tch_lr_scheduler::gallery::{self, Kind};

#[test]
fn readme_counts_the_types_of_the_gallery() -> Result<()> {
    let count = |kind| gallery::examples().filter(|example| example.kind() == kind).count();
    let schedules = count(Kind::Torch) + count(Kind::Other);
    let (combinators, rules) = (count(Kind::Combinator), count(Kind::Rule));
    let claim = format!("{schedules}, of torch and of other libraries, {combinators} combinators, and {rules} feedback rules");
    assert!(source("README.md")?.contains(&claim), "README says something else than: {claim}");
    Ok(())
}

#[test]
fn readme_claims_the_speed_that_the_page_of_benchmarks_shows() -> Result<()> {
    let page = source("src/docs/benchmarks.md")?;
    let table = page.split("### 1 group\n").nth(1).and_then(|rest| rest.split("\n### ").next()).context("no table of 1 group")?;
    let ratios = table.lines().filter_map(|line| line.split('|').nth(4)?.trim().strip_suffix('x')?.parse::<f64>().ok());
    let ratios: Vec<_> = ratios.collect();
    let (lowest, highest) = ratios.iter().fold((f64::MAX, 0f64), |(low, high), ratio| (low.min(*ratio), high.max(*ratio)));
    let thousands = (highest / 1_000.0).floor();
    let claim = format!(
        "a step is {lowest:.0} to {thousands:.0},{:03} times faster than torch's",
        (highest - 1_000.0 * thousands) as u64 / 100 * 100
    );
    let readme = source("README.md")?;
    assert!(readme.contains(&claim), "README says something else than: {claim}");
    let share = page.split("or +").nth(1).and_then(|rest| rest.split('%').next()).context("no share of a training step")?;
    let share = format!("{:.1} % of a step that trains a small network", share.parse::<f64>()?);
    assert!(readme.contains(&share), "README says something else than: {share}");
    Ok(())
}
