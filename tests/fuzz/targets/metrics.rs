//! Metrics, steps, jumps and cooldowns. The input is a plan in JSON, a zero byte, and nine bytes for each act. If the plan is
//! invalid, a plan stands in that has everything that responds to metrics.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tch_lr_scheduler::{DryRun, Plan, PlanSpec, Scheduler, Shape, State};
use tch_lr_scheduler_fuzz::property::acts::{Act, perform};

const GROUPS: usize = 2;
const MOST_ACTS: usize = 64;
const PLAN: &str = r#"{"lr": {"base": 0.1, "schedule": {"type": "CyclicLR", "base_lr": 0.01, "max_lr": 0.1, "step_size_up": 3}, "groups": {"1":
    {"base": 1e-3}}}, "weight_decay": {"proportional_to_lr": {"weight_decay": 0.01, "at_lr": 0.1}}, "feedback": {"type":
    "ReduceLROnPlateau", "factor": 0.5, "patience": 1, "cooldown": 1, "threshold_mode": "magnitude", "eps": 0.0, "during": {"from": 1}}}"#;

fuzz_target!(|bytes: &[u8]| {
    let mut parts = bytes.splitn(2, |byte| *byte == 0);
    let (text, acts) = (parts.next().unwrap_or(&[]), parts.next().unwrap_or(&[]));
    let given = std::str::from_utf8(text).ok().and_then(|text| PlanSpec::from_json(text).and_then(|spec| spec.plan()).ok());
    let plan = given.unwrap_or_else(|| PlanSpec::from_json(PLAN).and_then(|spec| spec.plan()).expect("this is a plan"));
    run(&plan, acts.chunks_exact(9).take(MOST_ACTS).map(act));
});

fn act(bytes: &[u8]) -> Act {
    let bits = bytes[1..].iter().fold(0, |bits, byte| bits << 8 | u64::from(*byte));
    let number = f64::from_bits(bits);
    match bytes[0] % 8 {
        0..=2 => Act::Metric(number),
        3 | 4 => Act::Step,
        5 => Act::Seek(bits),
        6 => Act::SeekTime(number),
        _ => Act::CoolDown { to: number, is_factor: bytes[0] > 127, steps: bits, shape: Shape::cosine() },
    }
}

/// Performs the acts. In the end the state must survive writing, reading and loading.
fn run(plan: &Plan, acts: impl Iterator<Item = Act>) {
    let Ok(mut scheduler) = Scheduler::start(plan, GROUPS, &mut DryRun) else {
        return;
    };
    for act in acts {
        // Invalid times and cooldowns are refused and change nothing.
        let before = scheduler.state().clone();
        if perform(&act, &mut scheduler, &mut DryRun).is_err() {
            assert_eq!(*scheduler.state(), before, "after {act:?}, which was refused");
        }
    }
    let state = scheduler.state();
    let read = state.to_json().and_then(|text| State::from_json(&text)).expect("a state can be written and read");
    assert_eq!(read, *state, "written and read");
    let mut resumed = Scheduler::start(plan, GROUPS, &mut DryRun).expect("it started before");
    resumed.load(read, &mut DryRun).unwrap_or_else(|error| panic!("{error}: {state:?}"));
}
