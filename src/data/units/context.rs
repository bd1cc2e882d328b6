use super::run_length::RunLength;
use super::span::Span;
use crate::Result;
use std::cell::RefCell;
use std::collections::HashSet;

/// The run whose plan is being read, and the lengths in it that were turned into steps so far.
#[derive(Debug, Default)]
pub(crate) struct RunContext {
    run: RunLength,
    resolved: RefCell<Vec<Resolved>>,
}

/// A length in a plan file that was turned into steps.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Resolved {
    /// The place in the file.
    pub(crate) path: String,
    /// The length as it is written.
    pub(crate) span: String,
    pub(crate) steps: u64,
    /// The number of steps before it was rounded.
    pub(crate) exact: f64,
}

impl RunContext {
    pub(crate) fn new(run: RunLength) -> Self {
        Self { run, resolved: RefCell::default() }
    }

    /// The length of the run, which must be known.
    pub(super) fn total_steps(&self) -> Result<u64> {
        self.run.steps_after(Span::steps(0))
    }

    /// The number of steps in a length. It is remembered if it was rounded.
    pub(super) fn steps(&self, path: &dyn Fn() -> String, span: Span) -> Result<u64> {
        let rounded = self.run.rounded(span)?;
        if rounded.exact != rounded.steps as f64 {
            let (steps, exact) = (rounded.steps, rounded.exact);
            self.resolved.borrow_mut().push(Resolved { path: path(), span: span.to_string(), steps, exact });
        }
        Ok(rounded.steps)
    }

    /// The lengths that were rounded, in the order in which they were read.
    pub(crate) fn into_rounded(self) -> Vec<Resolved> {
        let mut rounded = self.resolved.into_inner();
        // A length that another one depends on was read twice.
        let mut known = HashSet::new();
        rounded.retain(|resolved| known.insert(resolved.path.clone()));
        rounded
    }
}
