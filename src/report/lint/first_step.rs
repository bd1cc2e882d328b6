use super::finding::Finding;
use super::part::Part;
use super::spelling::Names;
use crate::report::description::subject::Subject;
use crate::{Result, WarningKind};

/// The longest run in which a first step at the rate 0 is a mistake. In a longer run, one step is less than a hundredth of the run.
/// transformers' warm-ups begin at 0.
const LONGEST: u64 = 100;

/// A warning if the first step has the rate 0, and the second one has not. A group that is frozen on purpose has the rate 0 for
/// longer.
pub(super) fn check(subject: &Subject, parts: &[Part<'_>], run: Option<u64>, names: &Names<'_>) -> Result<Option<Finding>> {
    let is_frozen = parts.iter().any(|part| part.type_name() == "Frozen" && part.start == 0);
    if is_frozen || run.is_some_and(|run| !(2..=LONGEST).contains(&run)) || subject.value(0)? != 0.0 || subject.value(1)? == 0.0 {
        return Ok(None);
    }
    Ok(Some(Finding::of_curve(WarningKind::StartsAtZero, names, "the first step has the rate 0 and trains nothing")))
}
