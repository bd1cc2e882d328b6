use crate::predict::changes::Changes;
use crate::predict::error::{PredictError, Result};
use crate::predict::observed_run::ObservedRun;
use std::cmp::Ordering;

/// The lowest number of losses of a run after its warm-up.
const FEWEST_POINTS: usize = 8;

/// Checks that the runs can be fitted together.
pub(super) fn runs(runs: &[ObservedRun]) -> Result<()> {
    if runs.len() < 2 {
        return Err(PredictError::TooFewRuns { found: runs.len() });
    }
    settings(runs)?;
    for run in runs {
        let found = run.usable().count();
        if found < FEWEST_POINTS {
            let (run, warmup) = (run.name().into(), run.curve().warmup_steps());
            return Err(PredictError::TooFewPoints { run, warmup, expected: FEWEST_POINTS, found });
        }
    }
    let shares = |left: &ObservedRun, right: &ObservedRun| left.curve().is_shared_with(right.curve());
    let longest =
        runs.iter().max_by(|left, right| left.curve().steps().cmp(&right.curve().steps()).then_with(|| order(left, right)));
    match longest {
        Some(longest) if runs.iter().all(|run| shares(longest, run)) => {
            Err(PredictError::SameRates { run: longest.name().into(), runs: runs.len() })
        }
        _ if runs.iter().all(|run| Changes::exact(run.curve(), &[]).changes.is_empty()) => {
            Err(PredictError::ConstantRates { runs: runs.len() })
        }
        _ => Ok(()),
    }
}

/// Checks that no two runs record different values of a setting.
fn settings(runs: &[ObservedRun]) -> Result<()> {
    for (index, first) in runs.iter().enumerate() {
        for (name, first_value) in first.settings() {
            let different = |run: &&ObservedRun| run.settings().iter().any(|(other, value)| other == name && value != first_value);
            if let Some(run) = runs[index..].iter().find(different) {
                let value = run.settings().iter().find(|(other, value)| other == name && value != first_value);
                return Err(PredictError::DifferentSetting {
                    name: name.clone(),
                    first: first.name().into(),
                    first_value: first_value.as_str().into(),
                    run: run.name().into(),
                    value: value.map(|(_, value)| value.as_str().into()).unwrap_or_default(),
                });
            }
        }
    }
    Ok(())
}

/// The order in which runs are fitted: by length, rates, losses and name, so that the order in which they are given has no effect.
pub(super) fn order(left: &ObservedRun, right: &ObservedRun) -> Ordering {
    let rates = |run: &ObservedRun| run.curve().within().map(|segment| (segment.start, segment.rate.to_bits())).collect::<Vec<_>>();
    let losses = |run: &ObservedRun| run.points().iter().map(|(step, loss)| (*step, loss.to_bits())).collect::<Vec<_>>();
    let lengths = |run: &ObservedRun| (run.curve().steps(), run.curve().warmup_steps());
    let order = lengths(left).cmp(&lengths(right)).then_with(|| rates(left).cmp(&rates(right)));
    order.then_with(|| losses(left).cmp(&losses(right))).then_with(|| left.name().cmp(right.name()))
}
