//! What the ranks of a job compute together. The program of each job is this test.

mod common;

use anyhow::{Result, bail, ensure};
use common::{job, said};
use data_parallel::{GradientBuckets, LrScaling, Ranks, check_agreement};
use std::collections::BTreeSet;
use std::process::Output;
use tch::{Device, Kind, Tensor, nn};
use tch_lr_scheduler::{Constant, DryRun, Plan, ReduceLrOnPlateau, Scheduler};

/// The rest of each rank's line that begins with `name`.
fn lines(output: &Output, name: &str) -> Vec<String> {
    String::from_utf8_lossy(&output.stdout).lines().filter_map(|line| line.strip_prefix(name).map(str::to_owned)).collect()
}

/// A loss that falls on all ranks but rank 1, where it rises, and is not a number at the end.
fn loss_of(rank: u64, epoch: u64) -> f64 {
    match (rank, epoch) {
        (1, 7..) => f64::NAN,
        (1, _) => 1.0 + 10.0 * epoch as f64,
        _ => 1.0 / (1.0 + epoch as f64),
    }
}

/// Gives each rank's scheduler ten metrics. Prints the bits of its rates, and checks that the ranks agree.
fn ten_metrics(ranks: &Ranks, metric: impl Fn(f64) -> f64) -> Result<()> {
    let plan = Plan::lr(0.1, Constant).reduce_lr_on_plateau(ReduceLrOnPlateau::new().patience(1));
    let (mut scheduler, mut rates) = (Scheduler::start(&plan, 1, &mut DryRun)?, vec![]);
    for epoch in 0..10 {
        scheduler.metric(metric(loss_of(ranks.rank(), epoch)), &mut DryRun)?;
        rates.push(format!("{:016x}", scheduler.step(&mut DryRun)?.lr[0].to_bits()));
    }
    println!("rates {}", rates.join(" "));
    check_agreement(ranks, scheduler.state(), &[])
}

#[test]
fn a_rank_with_another_metric_does_not_split_the_others() -> Result<()> {
    let body = |ranks: &Ranks| ten_metrics(ranks, |own| ranks.mean([own])[0]);
    let Some(output) = job("a_rank_with_another_metric_does_not_split_the_others", 4, body)? else { return Ok(()) };
    ensure!(output.status.success(), "{}", said(&output));
    let rates = lines(&output, "rates ");
    ensure!(rates.len() == 4 && rates.iter().collect::<BTreeSet<_>>().len() == 1, "{rates:?}");
    let different: BTreeSet<_> = rates[0].split(' ').collect();
    ensure!(different.len() > 2, "the rule has reduced the rate twice: {different:?}");
    Ok(())
}

#[test]
fn the_check_names_a_rank_whose_rule_has_seen_its_own_metric() -> Result<()> {
    let body = |ranks: &Ranks| ten_metrics(ranks, |own| own);
    let Some(output) = job("the_check_names_a_rank_whose_rule_has_seen_its_own_metric", 4, body)? else { return Ok(()) };
    ensure!(!output.status.success());
    let said = said(&output);
    let expected = "rank 0 of 4: the ranks disagree at step 10: rank 1 of 4 differs from the others (digest ";
    ensure!(said.contains(expected) && said.contains("in the state of the schedules"), "{said}");
    Ok(())
}

#[test]
fn the_check_names_the_ranks_whose_weights_differ() -> Result<()> {
    let body = |ranks: &Ranks| {
        let weight = Tensor::from_slice(&[1.0f32, if ranks.rank() < 3 { 2.0 } else { 2.0f32.next_up() }]);
        let weight = if ranks.rank() == 1 { weight * -1.0 } else { weight };
        check_agreement(ranks, &Plan::lr(0.1, Constant).preview(1, 7)?, &[weight])
    };
    let Some(output) = job("the_check_names_the_ranks_whose_weights_differ", 5, body)? else { return Ok(()) };
    let said = said(&output);
    ensure!(!output.status.success() && said.contains("at step 7: ranks 1, 3, 4 of 5 differ from the others"), "{said}");
    ensure!(said.contains("in the weights"), "{said}");
    Ok(())
}

#[test]
fn gradients_are_averaged_in_buckets() -> Result<()> {
    let body = |ranks: &Ranks| {
        let vs = nn::VarStore::new(Device::Cpu);
        let variables: Vec<_> = (0..5i64).map(|index| vs.root().zeros(&format!("v{index}"), &[index + 1, 2])).collect();
        let buckets = GradientBuckets::with_limit(variables.iter().map(Tensor::shallow_clone).collect(), 48);
        // Of 2, 4, 6, 8 and 10 floats of 4 bytes: the first three fill 48 bytes, and the others have a bucket each.
        ensure!(buckets.count() == 3, "{} buckets", buckets.count());
        let factor = (ranks.rank() + 1) as f64;
        let terms = variables.iter().enumerate().map(|(index, variable)| (variable * factor * index as f64).sum(Kind::Float));
        terms.fold(Tensor::from(0f32), |sum, term| sum + term).backward();
        buckets.average(ranks)?;
        for (index, variable) in variables.iter().enumerate() {
            // The mean of 1, 2, 3 and 4.
            ensure!(variable.grad() == variable.ones_like() * 2.5 * index as f64, "variable {index}: {:?}", variable.grad());
        }
        Ok(())
    };
    let Some(output) = job("gradients_are_averaged_in_buckets", 4, body)? else { return Ok(()) };
    ensure!(output.status.success(), "{}", said(&output));
    Ok(())
}

#[test]
fn a_variable_without_a_gradient_is_an_error_that_says_so() -> Result<()> {
    let body = |ranks: &Ranks| {
        let vs = nn::VarStore::new(Device::Cpu);
        GradientBuckets::new(vec![vs.root().zeros("unused", &[2, 3])]).average(ranks)
    };
    let Some(output) = job("a_variable_without_a_gradient_is_an_error_that_says_so", 2, body)? else { return Ok(()) };
    let said = said(&output);
    ensure!(!output.status.success() && said.contains("of the shape [2, 3] has no gradient"), "{said}");
    Ok(())
}

/// Rank 1 fails, while rank 0 waits for it: without an end of the job, mpirun would not return. Its own message is not tested,
/// because Open MPI sometimes loses it.
fn fails(test: &str, failure: fn() -> Result<()>) -> Result<Option<String>> {
    let body = |ranks: &Ranks| {
        if ranks.rank() == 1 {
            failure()?;
        }
        ranks.wait_for_all();
        Ok(())
    };
    let Some(output) = job(test, 2, body)? else { return Ok(None) };
    ensure!(!output.status.success());
    Ok(Some(said(&output)))
}

#[test]
fn an_error_of_one_rank_ends_the_job() -> Result<()> {
    let Some(said) = fails("an_error_of_one_rank_ends_the_job", || bail!("the disk is full"))? else { return Ok(()) };
    ensure!(said.contains("rank 1 of 2: the disk is full"), "{said}");
    Ok(())
}

#[test]
fn a_panic_of_one_rank_ends_the_job() -> Result<()> {
    let Some(said) = fails("a_panic_of_one_rank_ends_the_job", || panic!("a shape is wrong"))? else { return Ok(()) };
    ensure!(said.contains("a shape is wrong"), "{said}");
    Ok(())
}

#[test]
fn every_rank_has_the_text_and_the_numbers_of_the_others() -> Result<()> {
    let body = |ranks: &Ranks| {
        let text = ranks.text_of_first(&format!("größe {}", "x".repeat(3 * ranks.rank() as usize)));
        ensure!(text == "größe ", "{text}");
        ensure!(ranks.gather([ranks.rank(), 7]) == [[0, 7], [1, 7], [2, 7]]);
        let shares: Vec<_> = ranks.gather([ranks.share(10).0 as u64, ranks.share(10).1 as u64]);
        ensure!(shares == [[0, 3], [3, 3], [6, 4]], "{shares:?}");
        let sums = ranks.sum_of(&Tensor::from_slice(&[ranks.rank() as i64, 1]));
        ensure!(Vec::<i64>::try_from(&sums)? == [3, 3], "{sums:?}");
        Ok(())
    };
    let Some(output) = job("every_rank_has_the_text_and_the_numbers_of_the_others", 3, body)? else { return Ok(()) };
    ensure!(output.status.success(), "{}", said(&output));
    Ok(())
}

#[test]
fn the_rate_grows_with_the_ranks() {
    let factors = [LrScaling::Linear, LrScaling::SquareRoot, LrScaling::None].map(|scaling| scaling.factor(4));
    assert_eq!(factors, [4.0, 2.0, 1.0]);
}
