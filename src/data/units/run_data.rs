//! What is known of a run as data: the table `[run]` of a plan file.

use super::run_length::RunLength;
use super::span::Span;
use crate::Result;
use crate::data::count::Count;
use crate::data::record;

record!(RunLength {
    total: Option<Span> = None, omitted;
    steps_per_epoch: Option<Count> = None, [it -> it.steps_per_epoch.map(Count)], omitted;
    samples_per_step: Option<Count> = None, [it -> it.samples_per_step.map(Count)], omitted;
    tokens_per_step: Option<Count> = None, [it -> it.tokens_per_step.map(Count)], omitted
} => |node| of_parts(total, [steps_per_epoch, samples_per_step, tokens_per_step]));

fn of_parts(total: Option<Span>, [steps_per_epoch, samples_per_step, tokens_per_step]: [Option<Count>; 3]) -> Result<RunLength> {
    let run = total.map_or(Ok(RunLength::default()), RunLength::new)?;
    let set = |run: RunLength, count: Option<Count>, set: fn(RunLength, u64) -> Result<RunLength>| match count {
        Some(Count(count)) => set(run, count),
        None => Ok(run),
    };
    let run = set(run, steps_per_epoch, RunLength::steps_per_epoch)?;
    let run = set(run, samples_per_step, RunLength::samples_per_step)?;
    set(run, tokens_per_step, RunLength::tokens_per_step)
}
