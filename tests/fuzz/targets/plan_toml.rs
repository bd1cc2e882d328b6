//! Any text as a plan in TOML.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tch_lr_scheduler::PlanSpec;
use tch_lr_scheduler_fuzz::property::inputs;

fuzz_target!(|text: &str| {
    inputs::plan(PlanSpec::from_toml(text));
});
