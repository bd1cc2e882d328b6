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

#[test]
fn the_page_of_gpus_has_the_numbers_of_the_report() -> Result<()> {
    let (page, report) = (source("src/docs/gpu.md")?.replace('\n', " "), source("src/docs/gpu/h200.md")?);
    // The number behind a text of the report.
    let behind = |text: &str| -> Result<f64> {
        let rest = report.split(text).nth(1).with_context(|| format!("the report has no {text:?}"))?;
        let digits: String = rest.trim_start().chars().take_while(|letter| letter.is_ascii_digit() || *letter == '.').collect();
        digits.parse().with_context(|| format!("no number behind {text:?}"))
    };
    let (few, many, busy) = (behind("of 2 groups takes")?, behind("of 100 groups")?, behind("the latter takes")?);
    let (digits, gpt) = (behind("`digits` has 2 groups: that is")?, behind("`gpt` has 2 groups: that is")?);
    let speed = |heading, row| speed(&report, heading, row);
    let speeds = [
        speed("## digits", "| Rust |")?,
        speed("## digits", "| Python |")?,
        speed("## gpt", "| Rust |")?,
        speed("## gpt", "| Python |")?,
    ];
    for claim in [
        format!("takes {many:.0} µs if the GPU has nothing to do, and {busy:.0} µs while it works"),
        format!("it takes {few} µs, {digits:.2} % of a step of `digits` and {gpt} % of a step of `gpt`"),
        format!("`digits` makes {:.0} steps a second, and its twin in Python {:.0}", speeds[0], speeds[1]),
        format!("`gpt` makes {:.0}, and so does its twin", speeds[2]),
    ] {
        assert!(page.contains(&claim), "src/docs/gpu.md says something else than: {claim}");
    }
    assert_eq!(format!("{:.0}", speeds[2]), format!("{:.0}", speeds[3]));
    Ok(())
}

/// The steps a second in a row of the table below a heading.
fn speed(report: &str, heading: &str, row: &str) -> Result<f64> {
    let table = report.split(heading).nth(1).context("no such heading")?;
    let cell = table.split(row).nth(1).and_then(|rest| rest.split('|').next()).context("no such row")?;
    Ok(cell.trim().parse()?)
}
