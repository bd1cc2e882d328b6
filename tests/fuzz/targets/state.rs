//! Any text as a state.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tch_lr_scheduler_fuzz::property::inputs;

fuzz_target!(|text: &str| {
    inputs::state(text);
});
