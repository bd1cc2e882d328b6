//! Checks that hold for any text given as a plan, a state or a run of torch. The fuzz targets run them too.

use super::acts::walks;
use tch_lr_scheduler::{DryRun, Error, Functions, PlanSpec, ResumePolicy, Scheduler, State, pytorch};

const GROUPS: [usize; 2] = [1, 3];
const NEAR: [u64; 4] = [0, 1, 17, 300];
const FAR: [u64; 3] = [1_000_003, 1 << 53, u64::MAX];
/// The steps, near and far, whose state is also written and read.
const WRITTEN: [u64; 2] = [17, 1 << 53];

/// Whether the text is a plan. Asserts that a plan survives writing and reading, and that its values are finite.
pub fn plan(read: Result<PlanSpec, Error>) -> bool {
    let Ok(spec) = read else {
        return false;
    };
    assert!(spec.differences(&spec).is_empty(), "{spec} differs from itself");
    let Ok(plan) = spec.plan() else {
        return false;
    };
    let written = plan.spec();
    let read = written.to_json().and_then(|text| PlanSpec::from_json(&text)).expect("a plan that was read can be written");
    assert_eq!(read, written, "written and read");
    let far = if walks(&written) { &[][..] } else { &FAR };
    for groups in GROUPS {
        for &step in NEAR.iter().chain(far) {
            let Ok(state) = plan.preview(groups, step) else {
                continue;
            };
            let numbers = state.lr.iter().chain(&state.momentum).chain(&state.weight_decay);
            assert!(numbers.chain(state.scalars.iter().map(|(_, number)| number)).all(|number| number.is_finite()), "{state:?}");
            // Writing and reading takes a hundred times as long as the preview.
            if WRITTEN.contains(&step) {
                let read = state.to_json().and_then(|text| State::from_json(&text)).expect("a state can be written and read");
                assert_eq!(read, state, "written and read");
            }
        }
    }
    true
}

/// Whether the text is a state. Asserts that a state survives writing and reading, and can be loaded or refused.
pub fn state(text: &str) -> bool {
    let Some(state) = sealed(text) else {
        return false;
    };
    let read = state.to_json().and_then(|text| State::from_json(&text)).expect("a state that was read can be written");
    assert_eq!(read, state, "written and read");
    let Ok(plan) = state.plan().plan() else {
        return true;
    };
    let reductions = state.plateau.iter().flat_map(|plateau| &plateau.reductions);
    if (walks(state.plan()) && state.step > 1_000) || reductions.fold(0u64, |sum, &count| sum.saturating_add(count)) > 1_000 {
        return true;
    }
    let changes =
        [ResumePolicy::Refuse, ResumePolicy::SameStep, ResumePolicy::SameFraction, ResumePolicy::KeepSaved(Functions::new())];
    for change in changes {
        let Ok(mut scheduler) = Scheduler::start(&plan, state.lr.len(), &mut DryRun) else {
            continue;
        };
        let same_plan = matches!(change, ResumePolicy::Refuse | ResumePolicy::KeepSaved(_));
        if scheduler.load_with(state.clone(), change, &mut DryRun).is_ok() {
            assert!(!same_plan || *scheduler.state() == state, "loaded: {:?}\n{state:?}", state.differences(scheduler.state()));
            let _ = scheduler.metric(f64::NAN, &mut DryRun);
            let _ = scheduler.metric(0.5, &mut DryRun);
            let _ = scheduler.step(&mut DryRun);
            let _ = scheduler.regroup(4, &mut DryRun);
            let _ = scheduler.step(&mut DryRun);
        }
    }
    true
}

/// Whether the text is a run of Python torch. Asserts that a run can be loaded, stepped and written.
pub fn torch_run(text: &str) -> bool {
    // A walk over so many steps takes minutes.
    let is_long = text.split(|letter: char| !letter.is_ascii_digit()).any(|digits| digits.len() > 6);
    if is_long && text.contains("ChainedScheduler") {
        return false;
    }
    let Ok((plan, state)) = pytorch::read(text) else {
        return false;
    };
    let mut scheduler = Scheduler::start(&plan, state.lr.len(), &mut DryRun).expect("a plan that was read starts");
    assert_eq!(*scheduler.load(state.clone(), &mut DryRun).expect("a state that was read is its plan's"), state);
    let _ = scheduler.metric(0.5, &mut DryRun);
    let _ = scheduler.step(&mut DryRun);
    let read = state.to_json().and_then(|text| State::from_json(&text)).expect("a state can be written and read");
    assert_eq!(read, state, "written and read");
    if let Ok(text) = pytorch::write(&plan, &state) {
        let (_, again) = pytorch::read(&text).expect("a run that was written can be read");
        assert_eq!(again.step, state.step, "{text}");
    }
    true
}

/// The state in a text, with the checksum corrected, because almost every edit breaks the checksum.
fn sealed(text: &str) -> Option<State> {
    match State::from_json(text) {
        Ok(state) => Some(state),
        Err(Error::Data { path, expected, .. }) if path == "checksum" => {
            let sum = expected.split('"').nth(1)?;
            let mut json: serde_json::Value = serde_json::from_str(text).ok()?;
            json["checksum"] = sum.into();
            State::from_json(&json.to_string()).ok()
        }
        Err(_) => None,
    }
}
