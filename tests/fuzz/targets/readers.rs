//! Any text for every function that reads text.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tch_lr_scheduler::spec::whole_number;
use tch_lr_scheduler::{Functions, PlanSpec, ScheduleSpec, State, printable, pytorch};

fuzz_target!(|text: &str| {
    let _ = (whole_number(text), printable(text));
    for spec in [PlanSpec::from_json(text), PlanSpec::from_toml(text), PlanSpec::read_text(text, "standard input")] {
        let Ok(spec) = spec else {
            continue;
        };
        if let Err(error) = spec.plan() {
            // An error names its place, and both of its texts are safe for a terminal.
            for shown in [error.to_string(), format!("{error:?}")] {
                assert!(!shown.contains(|letter: char| letter.is_control() && letter != '\n'), "{shown:?}");
            }
        }
        let _ = (spec.position("lr.schedule"), spec.to_json(), spec.to_toml(), spec.to_string());
    }
    let _ = serde_json::from_str::<PlanSpec>(text).map(|spec| spec.plan().map(drop));
    let _ = serde_json::from_str::<ScheduleSpec>(text).map(|spec| spec.schedule(&Functions::new()).map(drop));
    let _ = State::from_json(text).map(|state| state.plan().plan().map(drop));
    let _ = pytorch::read(text);
});
