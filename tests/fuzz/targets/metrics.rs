//! Metrics, steps, jumps and cooldowns against random plans: the fuzzer's bytes are what both are drawn from.
#![no_main]

#[path = "../../property/acts.rs"]
#[allow(dead_code)]
mod acts;
#[path = "../../property/plans/mod.rs"]
#[allow(dead_code)]
mod plans;

use acts::{Act, acts, perform};
use libfuzzer_sys::fuzz_target;
use plans::{PlanFile, plans};
use proptest::strategy::{BoxedStrategy, Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use std::cell::OnceCell;
use std::sync::OnceLock;
use tch_lr_scheduler::{DryRun, Scheduler, State};

/// What is drawn from after the fuzzer's own bytes: zeros, which would follow, are refused for ever.
static TAIL: OnceLock<Vec<u8>> = OnceLock::new();

fn tail() -> Vec<u8> {
    let mut state = 1u64;
    let mut byte = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 56) as u8
    };
    (0..1 << 20).map(|_| byte()).collect()
}

thread_local! {
    static DRAWN: OnceCell<BoxedStrategy<(PlanFile, Vec<Act>)>> = const { OnceCell::new() };
}

fuzz_target!(|bytes: &[u8]| {
    let bytes = [bytes, TAIL.get_or_init(tail)].concat();
    let config = Config { max_local_rejects: 4, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::PassThrough, &bytes));
    let drawn = DRAWN.with(|drawn| drawn.get_or_init(|| (plans(), acts()).boxed()).new_tree(&mut runner));
    if let Ok(drawn) = drawn {
        let (file, acts) = drawn.current();
        run(&file, &acts);
    }
});

/// Saved and read after every act, it goes on the same.
fn run(file: &PlanFile, acts: &[Act]) {
    let plan = file.plan().expect("only plans are drawn");
    let mut scheduler = Scheduler::start(&plan, file.groups, &mut DryRun).expect("only plans that start are drawn");
    for act in acts {
        perform(act, &mut scheduler, &mut DryRun).unwrap_or_else(|error| panic!("{error}: {act:?} of {file:?}"));
        let state = scheduler.state();
        let read = state.to_json().and_then(|text| State::from_json(&text)).expect("a state can be written and read");
        assert_eq!(read, *state, "written and read: {file:?}");
        let mut resumed = Scheduler::start(&plan, file.groups, &mut DryRun).expect("it started before");
        resumed.load(read, &mut DryRun).unwrap_or_else(|error| panic!("{error}: {acts:?} of {file:?}"));
    }
}
