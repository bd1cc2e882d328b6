//! Any text as a plan in JSON.
#![no_main]

#[path = "../../property/acts.rs"]
#[allow(dead_code)]
mod acts;
#[path = "../../property/inputs.rs"]
#[allow(dead_code)]
mod inputs;

use libfuzzer_sys::fuzz_target;
use tch_lr_scheduler::PlanSpec;

fuzz_target!(|text: &str| {
    inputs::plan(PlanSpec::from_json(text));
});
