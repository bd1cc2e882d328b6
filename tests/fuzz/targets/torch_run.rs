//! Any text as a run of Python torch's.
#![no_main]

#[path = "../../property/acts.rs"]
#[allow(dead_code)]
mod acts;
#[path = "../../property/inputs.rs"]
#[allow(dead_code)]
mod inputs;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    inputs::torch_run(text);
});
