//! The checks of one subject.

use super::curve::Curve;
use super::finding::Finding;
use super::part::Part;
use super::spelling::Names;
use super::{
    cut_off, decay, ends_early, epochs, factors, first_step, floor, gamma, growth, ignored_base, jumps, milestones, near_zero,
    negative, never_reached, no_effect, one_cycle, over_early, restarts, rises_again, very_high, warmup,
};
use crate::data::wording::count;
use crate::report::description::subject::Subject;
use crate::{Result, WarningKind};
use std::collections::HashMap;

/// Mistakes that explain why the rate is negligible afterwards.
const EXPLAIN_SMALL_RATES: [WarningKind; 5] =
    [WarningKind::EndsEarly, WarningKind::WrongUnit, WarningKind::Jump, WarningKind::NearZero, WarningKind::Negative];

/// The most findings of one kind about one subject. A reader needs no more, and a sequence may have a hundred thousand members.
const MOST_OF_A_KIND: usize = 16;

/// The findings about a subject whose schedule has these parts, in a run of `run` steps. The curve is evaluated at `most` steps.
pub(super) fn findings(
    subject: &Subject,
    parts: &[Part<'_>],
    run: Option<u64>,
    most: u64,
    names: &Names<'_>,
) -> Result<Vec<Finding>> {
    let base = subject.scheduled.base();
    let mut findings = vec![];
    for part in parts.iter().filter(|part| !part.is_alternative) {
        findings.extend(cut_off::check(part, names, base));
        findings.extend(restarts::check(part, names, base));
        findings.extend(rises_again::check(part, names));
        findings.extend(never_reached::check(part, names));
        findings.extend(warmup::check(part, names, subject.is_rate()));
        findings.extend(ends_early::check(part, names, subject.is_rate()));
        findings.extend(milestones::check(part, names));
        if subject.is_rate() {
            findings.extend(floor::check(part, names, base));
            findings.extend(gamma::check(part, names));
            findings.extend(one_cycle::check(part, names));
            findings.extend(factors::check(part, names, base));
            findings.extend(decay::check(part, names));
            findings.extend(epochs::check(part, names, run));
        }
    }
    // A value that would stop the run is an error, whatever has the value.
    let curve = run.map(|run| Curve::of(subject, run, most)).transpose()?.flatten();
    // 0 freezes the group on purpose.
    if subject.is_rate() && subject.scheduled.scaled_base() > 0.0 {
        findings.extend(first_step::check(subject, parts, run, names)?);
        if let Some(curve) = curve {
            findings.extend(negative::check(&curve, names));
            if !findings.iter().any(|finding| finding.kind == WarningKind::Jump) {
                findings.extend(jumps::check(parts, &curve, names));
            }
            if !findings.iter().any(|finding| EXPLAIN_SMALL_RATES.contains(&finding.kind)) {
                findings.extend(near_zero::check(subject, parts, &curve, names)?);
            }
            if !findings.iter().any(|finding| finding.kind == WarningKind::IgnoresBase) {
                findings.extend(ignored_base::check(subject, parts, &curve, names));
            }
            if findings.is_empty() {
                findings.extend(growth::check(subject, parts, &curve, names));
                findings.extend(over_early::check(subject, &curve, names)?);
                findings.extend(no_effect::check(parts, &curve, names));
            }
            if !findings.iter().any(|finding| finding.kind == WarningKind::GrowsWithoutBound) {
                findings.extend(very_high::check(&curve, names));
            }
        }
    }
    Ok(limited(findings))
}

/// The first findings of each kind. The last of them contains the number of the others.
fn limited(mut findings: Vec<Finding>) -> Vec<Finding> {
    let mut of_kind: HashMap<WarningKind, usize> = HashMap::new();
    findings.retain(|finding| {
        let number = of_kind.entry(finding.kind).or_default();
        *number += 1;
        *number <= MOST_OF_A_KIND
    });
    for (kind, number) in of_kind.into_iter().filter(|(_, number)| *number > MOST_OF_A_KIND) {
        if let Some(last) = findings.iter_mut().rfind(|finding| finding.kind == kind) {
            let others = count((number - MOST_OF_A_KIND) as u64);
            last.message.push_str(&format!(". Of this kind, {others} more warnings are left out"));
        }
    }
    findings
}
