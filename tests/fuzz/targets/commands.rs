//! Any text as a plan, in the format that it has, for what every command of `tch-lr` does with it. Each must end in time: the runs
//! are short, long and without an end.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tch_lr_scheduler::plot::Plot;
use tch_lr_scheduler::{Plan, PlanSpec, pytorch};

const STEPS: [u64; 4] = [3, 10_000, 1_000_000_000_000, u64::MAX];

fuzz_target!(|text: &str| {
    let Ok(spec) = PlanSpec::read_text(text, "standard input") else {
        return;
    };
    let Ok(plan) = spec.plan() else {
        return;
    };
    let plan = plan.silent();
    let groups = plan.named_groups();
    for steps in STEPS.into_iter().chain(plan.run_length()) {
        let Ok(descriptions) = plan.describe(groups, Some(steps)) else {
            continue;
        };
        let _ = plan.check(groups, Some(steps));
        // A plot of all steps is drawn from the samples of the description.
        let samples = descriptions.first().map_or(vec![], |first| first.samples(steps));
        draw(&plan, groups, &samples);
    }
    trace(&plan, groups);
    let _ = plan.describe(groups, None);
    let _ = plan.check(groups, None);
    for step in [0, 17, 10_000_000_000] {
        if let Ok(state) = plan.preview(groups, step) {
            let _ = pytorch::write(&plan, &state).map(|text| pytorch::read(&text));
        }
    }
});

fn draw(plan: &Plan, groups: usize, samples: &[u64]) {
    let Ok(mut trace) = plan.trace(groups) else {
        return;
    };
    let stride = samples.len() / 1_000 + 1;
    let points: Vec<_> =
        samples.iter().step_by(stride).filter_map(|&step| Some((step as f64, *trace.at(step).ok()?.lr.first()?))).collect();
    let _ = Plot::new("fuzzed").steps("lr", points.iter().copied()).to_svg();
    let _ = Plot::new("fuzzed").steps("lr", points).log_y().to_svg();
}

fn trace(plan: &Plan, groups: usize) {
    let Ok(mut trace) = plan.trace(groups) else {
        return;
    };
    for step in 0..300 {
        let _ =
            trace.at(step).map(|state| (tch_lr_scheduler::observe::csv_row(state), tch_lr_scheduler::observe::json_line(state)));
    }
}
