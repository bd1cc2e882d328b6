use super::curve::is_affordable;
use super::spelling::Spelling;
use super::warning::Warning;
use crate::data::Data;
use crate::report::description::subject::Subject;
use crate::{Result, WarningKind};

/// A warning that the base of every group is 0, although a schedule was meant to change it. The base 0 freezes one group on purpose,
/// and a constant 0 all of them.
pub(super) fn check(all: &[Subject], run: Option<u64>, spelling: Spelling<'_>) -> Result<Option<Warning>> {
    const UNKNOWN: u64 = 1_000;
    let last = run.unwrap_or(UNKNOWN).saturating_sub(1);
    let mut rates = all.iter().filter(|subject| subject.is_rate()).peekable();
    let Some(first) = rates.peek().map(|first| first.path.clone()) else {
        return Ok(None);
    };
    let mut changes = false;
    for rate in rates {
        changes |= !matches!(rate.scheduled.spec().data().field("type"), Some(Data::Text(name)) if name == "Constant");
        // A schedule that sets the rate itself needs no base.
        let steps = [0, last / 3, last / 2, last];
        if rate.scheduled.base() > 0.0 || !is_affordable(&rate.scheduled, steps) {
            return Ok(None);
        }
        for step in steps {
            if rate.value(step)? > 0.0 {
                return Ok(None);
            }
        }
    }
    if !changes {
        return Ok(None);
    }
    let base = match spelling {
        Spelling::File(_) => format!("{first}.base is"),
        Spelling::Code => "the base is".into(),
    };
    let message = format!("{base} 0, so the rate of every group is 0, and nothing is trained");
    Ok(Some(Warning { kind: WarningKind::NearZero, subject: "lr".into(), path: format!("{first}.base"), position: None, message }))
}
