//! Descriptions are compared with the traced curve: every schedule of the table of cases, and random schedules.

use crate::common::cases;
use crate::property::plans::{plans, schedules};
use crate::property::runner::runner;
use crate::said::wrong_number;
use proptest::prelude::*;
use tch_lr_scheduler::{Description, Phase, PhaseKind, RunLength, Schedule, Summary};

/// The largest difference between a value and its phase, relative to the largest value of the phase.
const TOLERANCE: f64 = 1e-7;

/// The first phase that is not one of the curve.
fn lie(phases: &[Phase], curve: &dyn Fn(u64) -> f64, steps: u64) -> Option<String> {
    let mut start = 0;
    for phase in phases {
        if phase.start != start || phase.end.is_none_or(|end| end <= start || end > steps) {
            return Some(format!("the phase from {} to {:?} does not follow step {start}", phase.start, phase.end));
        }
        start = phase.end.unwrap_or(steps);
        if let Some(lie) = lie_of_phase(phase, curve) {
            return Some(format!("the phase from {} to {:?} ({:?}): {lie}", phase.start, phase.end, phase.kind));
        }
    }
    if start != steps {
        return Some(format!("the phases end at {start}"));
    }
    let same = phases.windows(2).find(|pair| continues(&pair[0], &pair[1], curve));
    same.map(|pair| format!("nothing changes at step {}", pair[1].start))
}

fn lie_of_phase(phase: &Phase, curve: &dyn Fn(u64) -> f64) -> Option<String> {
    let (Some(first), Some((step, value)), Some(end)) = (phase.first, phase.target, phase.end) else {
        return Some("a value is missing".into());
    };
    if first != curve(phase.start) || value != curve(step) || !(end - 1..=end).contains(&step) {
        return Some(format!("from {first} to {value} at {step}, is {} to {}", curve(phase.start), curve(step)));
    }
    if matches!(phase.kind, PhaseKind::Other | PhaseKind::Repeated) {
        return None;
    }
    let scale = (phase.start..end).fold(f64::MIN_POSITIVE, |scale, step| scale.max(curve(step).abs()));
    let is_off = |step: &u64| !phase.value_at(*step).is_some_and(|said| (said - curve(*step)).abs() <= TOLERANCE * scale);
    if let Some(step) = (phase.start..end).find(is_off) {
        return Some(format!("at step {step} {:?}, is {}", phase.value_at(step), curve(step)));
    }
    None
}

/// Whether the second phase only continues the first one.
fn continues(first: &Phase, second: &Phase, curve: &dyn Fn(u64) -> f64) -> bool {
    let (Some(end), true) = (second.end, !matches!(second.kind, PhaseKind::Other | PhaseKind::Repeated)) else {
        return false;
    };
    let scale = (second.start..end).fold(0.0, |scale: f64, step| scale.max(curve(step).abs()));
    let holds = |step: u64| first.value_at(step).is_some_and(|said| (said - curve(step)).abs() <= 1e-13 * scale);
    let direction = |from: u64, to: u64| curve(from).partial_cmp(&curve(to));
    let turns = direction(first.start, second.start) != direction(second.start, end - 1) && end - second.start > 1;
    (second.start..end).all(holds) && !turns
}

fn checked(name: &str, schedule: &dyn Schedule, base: f64, steps: u64) -> Result<(), String> {
    let summary = Summary::of(schedule, base, Some(steps));
    let curve: Vec<_> = (0..=steps).map(|step| schedule.at(base, step)).collect();
    untrue(summary.phases(), summary.sentence(), &curve)
        .map_or(Ok(()), |lie| Err(format!("{name}, base {base}, {steps} steps: {}\n{lie}", summary.sentence())))
}

/// The first untrue part of a description, if there is one. `curve` has a value for each step of the run and for the step after it.
fn untrue(phases: &[Phase], sentence: &str, curve: &[f64]) -> Option<String> {
    if curve.iter().any(|value| !value.is_finite()) {
        return None;
    }
    let value = |step: u64| curve[step as usize];
    lie(phases, &value, curve.len() as u64 - 1).or_else(|| wrong_number(sentence, phases, curve))
}

#[test]
fn every_case_is_described_as_it_is() {
    let mut lies = vec![];
    for case in cases::all() {
        for (base, steps) in [(0.1, 1), (0.1, 2), (0.1, 99), (0.1, 300), (0.0, 100), (1e-3, 77)] {
            lies.extend(checked(case.name, &case.schedule(), base, steps).err());
        }
    }
    assert!(lies.is_empty(), "{} of them:\n{}", lies.len(), lies.join("\n\n"));
}

#[test]
fn random_schedules_are_described_as_they_are() {
    let bases = prop_oneof![Just(0.1), Just(0.0), Just(1.0), Just(1e-5), 0.0..2.0];
    let checked = runner(2_000).run(&(schedules(), bases, 1..400u64), |(file, base, steps)| {
        let schedule = file.schedule().map_err(|error| TestCaseError::fail(error.to_string()))?;
        checked("a schedule", &schedule, base, steps).map_err(TestCaseError::fail)
    });
    checked.unwrap_or_else(|failure| panic!("{failure}"));
}

#[test]
fn random_plans_are_described_as_they_are() {
    let checked = runner(200).run(&(plans(), 1..100u64), |(file, steps)| {
        // Without the units of the run, all sentences are in steps.
        let plan = file.plan().and_then(|plan| plan.run(RunLength::default()));
        let plan = plan.map_err(|error| TestCaseError::fail(error.to_string()))?;
        let Ok(descriptions) = plan.describe(file.groups, Some(steps)) else {
            return Ok(());
        };
        for Description { subject, sentence, phases, .. } in descriptions.iter().filter(|one| !one.phases.is_empty()) {
            let first = subject.split([',', ' ']).next().unwrap_or_default();
            let mut trace = plan.trace(file.groups).map_err(|error| TestCaseError::fail(error.to_string()))?;
            let mut value = |step| {
                let state = trace.at(step).ok()?;
                let is_meant = |name: String| name == *first || name == format!("{first}[0]");
                state.named_values().find(|(name, _)| is_meant(name.to_string())).map(|(_, value)| value)
            };
            let curve: Option<Vec<_>> = (0..=steps).map(&mut value).collect();
            let lie = curve.and_then(|curve| untrue(phases, sentence, &curve));
            prop_assert!(lie.is_none(), "{steps} steps, {subject}: {sentence}\n{}", lie.unwrap_or_default());
        }
        Ok(())
    });
    checked.unwrap_or_else(|failure| panic!("{failure}"));
}
