//! `CosineRestartLR`: a list of cycles, each with its length and its peak as a fraction of the base.

use crate::data::{FieldName, Node};
use crate::recipes::document::given_or;
use crate::{CosineAnnealingLr, CosineDecay, Result, Schedule, SequentialLr};

/// The cycles. `lowest` is the value at the end of each, and `ratio` the fraction of the base if it was given as one.
pub(super) fn read(node: &Node<'_>, scale: u64, lowest: f64, ratio: Option<f64>) -> Result<Box<dyn Schedule>> {
    let periods: Vec<u64> = node.required(FieldName::plain("periods"))?;
    let weights: Vec<f64> = given_or(node, "restart_weights", vec![1.0])?;
    if periods.len() != weights.len() || periods.is_empty() {
        let expected = format!("one weight for each of the {} periods", periods.len().max(1));
        return Err(node.problem(expected, format!("{} weights", weights.len())));
    }
    if lowest != 0.0 && weights.contains(&0.0) {
        return node.place("restart_weights")?.unexpected("weights above 0, because the lowest value is not 0");
    }
    let (mut milestones, mut members, mut start) = (vec![], vec![], 0u64);
    for (period, weight) in periods.iter().zip(&weights) {
        let period = period.saturating_mul(scale);
        members.push(match weight {
            _ if ratio.is_some_and(|ratio| ratio > 0.0 && ratio <= *weight) => {
                CosineDecay::new(period)?.alpha(ratio.unwrap_or(0.0) / weight)?.scale(*weight)?.boxed()
            }
            1.0 | 0.0 => CosineAnnealingLr::new(period)?.eta_min(lowest)?.scale(*weight)?.boxed(),
            _ => CosineAnnealingLr::new(period)?.eta_min(lowest / weight)?.scale(*weight)?.boxed(),
        });
        start = start.saturating_add(period);
        milestones.push(start);
    }
    milestones.pop();
    // Behind the last cycle, the rate of its last step stays.
    Ok(SequentialLr::new(members, milestones)?.hold(start.saturating_sub(1)).boxed())
}
