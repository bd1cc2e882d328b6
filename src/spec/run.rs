//! What is known of the run as data: `total_steps`, or a table `run` with the length and the sizes of its units.

use crate::data::{Data, FieldName, Node, Read, Write, length_problem};
use crate::{Result, RunLength, Span};

pub(super) const TOTAL_STEPS: FieldName = FieldName::plain("total_steps");
pub(super) const RUN: FieldName = FieldName::plain("run");

/// What the plan at `node` knows of its run. Its length can be turned into steps.
pub(super) fn read(node: &Node<'_>) -> Result<RunLength> {
    let run = node.optional::<RunLength>(RUN)?.unwrap_or_default();
    let of_total = |node: &Node<'_>| {
        let bound = "a length in steps, epochs, samples or tokens";
        RunLength::new(Span::read(node)?).map_err(|_| node.problem(bound, node.data.excerpt()))
    };
    let total = node.optional_with(TOTAL_STEPS, of_total)?.and_then(|run| run.total());
    let run = match (run.total(), total) {
        (Some(_), Some(_)) => return Err(node.problem("total_steps, or total in the table run", "both")),
        (None, Some(total)) => run.with_total(Some(total)),
        (_, None) => run,
    };
    let Err(error) = run.total_steps() else {
        return Ok(run);
    };
    Err(match total {
        Some(_) => length_problem(&node.place(TOTAL_STEPS.torch)?, error),
        None => length_problem(&node.place(RUN.torch)?.place("total")?, error),
    })
}

/// The fields of a plan for what is known of the run. A length in steps is `total_steps`.
pub(super) fn write(run: &RunLength) -> Vec<(&'static str, Data)> {
    let total_in_steps = run.total().filter(|total| matches!(total.write(), Data::Whole(_)));
    let mut fields: Vec<_> = total_in_steps.iter().map(|total| (TOTAL_STEPS.torch, total.write())).collect();
    let others = if total_in_steps.is_some() { run.with_total(None) } else { *run };
    if others != RunLength::default() {
        fields.push((RUN.torch, others.write()));
    }
    fields
}
