//! Any text as a plan, in the format that it has, for what every command of `tch-lr` does with it. Each must end in time: the runs
//! are short, long and without an end.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tch_lr_scheduler::observe::{csv_row, json_line};
use tch_lr_scheduler::{Plan, PlanSpec, pytorch};

/// Each text has one of these runs, so that the fuzzer tries many texts.
const STEPS: [Option<u64>; 6] = [None, Some(3), Some(100), Some(10_000), Some(1_000_000_000_000), Some(u64::MAX)];
const STATES: [u64; 3] = [0, 17, 10_000_000_000];

fuzz_target!(|text: &str| {
    let Ok(spec) = PlanSpec::read_text(text, "standard input") else {
        return;
    };
    let Ok(plan) = spec.plan() else {
        return;
    };
    let plan = plan.silent();
    let groups = plan.named_groups();
    let steps = STEPS[text.len() % STEPS.len()];
    let described = plan.describe(groups, steps);
    let checked = plan.check(groups, steps);
    let checked_file = spec.check(groups, steps);
    assert_eq!(checked.is_ok(), checked_file.is_ok(), "{checked:?} {checked_file:?}");
    assert!(described.is_ok() || checked_file.is_err() || steps == Some(0), "{described:?}");
    for warning in checked_file.into_iter().flatten() {
        assert_eq!(spec.position(&warning.path), warning.position, "{warning}");
    }
    plot(&plan, groups, steps);
    trace(&plan, groups);
    diff(&spec, &plan);
    for step in STATES {
        if let Ok(state) = plan.preview(groups, step) {
            let _ = state.to_string();
            let _ = pytorch::write(&plan, &state).map(|text| pytorch::read(&text));
        }
    }
});

fn plot(plan: &Plan, groups: usize, steps: Option<u64>) {
    if let Ok(plot) = plan.plot(groups, steps) {
        let _ = plot.to_svg();
        let _ = plot.to_html();
        let _ = plot.log_y().to_svg();
    }
}

fn trace(plan: &Plan, groups: usize) {
    let Ok(mut trace) = plan.trace(groups) else {
        return;
    };
    for step in 0..100 {
        let _ = trace.at(step).map(|state| (csv_row(state), json_line(state)));
    }
}

/// A plan compares with itself, with the defaults added to both, as `tch-lr diff` compares.
fn diff(spec: &PlanSpec, plan: &Plan) {
    let with_defaults = plan.spec();
    let _ = spec.differences(&with_defaults);
    assert!(with_defaults.differences(&with_defaults).is_empty(), "{with_defaults} differs from itself");
}
