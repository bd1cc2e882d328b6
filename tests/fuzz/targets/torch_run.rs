//! Any text as a run of Python torch's.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tch_lr_scheduler_fuzz::property::inputs;

fuzz_target!(|text: &str| {
    inputs::torch_run(text);
});
