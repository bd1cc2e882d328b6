//! Any bytes as a log: for the reader of logs, and for each log that a run continues.
#![no_main]

use libfuzzer_sys::fuzz_target;
use std::fs;
use std::path::PathBuf;
use std::sync::LazyLock;
use tch_lr_scheduler::observe::{CsvLog, History, JsonLinesLog, Observer, TensorBoardLog};
use tch_lr_scheduler::{Constant, Plan, State};

/// A folder of this process. `TMPDIR` should be in memory.
static FOLDER: LazyLock<PathBuf> = LazyLock::new(|| {
    let folder = std::env::temp_dir().join(format!("tch-lr-fuzz-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("the folder can be made");
    folder
});
static STATES: LazyLock<[State; 2]> = LazyLock::new(|| {
    let plan = Plan::lr(0.1, Constant).scalar("a, \"b\"", 1.0, Constant);
    [7, 8].map(|step| plan.preview(2, step).expect("this is a state"))
});

fuzz_target!(|bytes: &[u8]| {
    let path = FOLDER.join("log");
    fs::write(&path, bytes).expect("the log can be written");
    if let Ok(history) = History::read(&path) {
        let _ = history.plot("fuzzed").to_svg();
        let _: usize = history.series().map(|(name, points)| name.to_string().len() + points.len()).sum();
    }
    if CsvLog::append(&path, &STATES[0]).and_then(|mut log| log.observe(&STATES[1])).is_ok() {
        History::read(&path).expect("a log that was continued can be read");
    }
    fs::write(&path, bytes).expect("the log can be written");
    if JsonLinesLog::append(&path, &STATES[0]).and_then(|mut log| log.observe(&STATES[1])).is_ok() {
        History::read(&path).expect("a log that was continued can be read");
    }
    tensor_board(bytes);
});

fn tensor_board(bytes: &[u8]) {
    let folder = FOLDER.join("events");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("the folder can be made");
    fs::write(folder.join("events.out.tfevents.0000000001.1.tch-lr"), bytes).expect("the events can be written");
    let _ = TensorBoardLog::append(&folder, &STATES[0]).and_then(|mut log| log.observe(&STATES[1]));
}
