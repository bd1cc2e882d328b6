//! Any text as the `checkpoint.json` of a checkpoint, for what `tch-lr inspect` and a resumed run do with it.
#![no_main]

use libfuzzer_sys::fuzz_target;
use std::fs;
use std::path::PathBuf;
use std::sync::LazyLock;
use tch_lr_scheduler::{Checkpoint, Checkpoints, Error};

/// A folder of this process, with one checkpoint. `TMPDIR` should be in memory.
static FOLDER: LazyLock<PathBuf> = LazyLock::new(|| {
    let folder = std::env::temp_dir().join(format!("tch-lr-fuzz-{}", std::process::id()));
    fs::create_dir_all(folder.join(NAME)).expect("the folder can be made");
    folder
});
const NAME: &str = "save-000001-step-7";

fuzz_target!(|text: &str| {
    let folder = FOLDER.join(NAME);
    open(&folder, text);
    // Almost every edit breaks the checksum.
    if let Err(Error::Data { path, expected, .. }) = Checkpoint::open(&folder)
        && path == "checksum"
        && let (Some(sum), Ok(mut json)) = (expected.split('"').nth(1), serde_json::from_str::<serde_json::Value>(text))
    {
        json["checksum"] = sum.into();
        open(&folder, &json.to_string());
    }
    let checkpoints = Checkpoints::new(FOLDER.as_path());
    let _ = (checkpoints.paths(), checkpoints.latest().map(drop));
});

fn open(folder: &std::path::Path, text: &str) {
    fs::write(folder.join("checkpoint.json"), text).expect("the manifest can be written");
    let Ok(checkpoint) = Checkpoint::open(folder) else {
        return;
    };
    let _ = (checkpoint.step(), checkpoint.state(), checkpoint.verify());
    let _: f64 = checkpoint.metrics().map(|(_, value)| value).sum();
    for file in checkpoint.files() {
        let _ = (file.content.to_string(), file.verify());
        let _ = file.part.as_deref().map(|part| checkpoint.state_of(part));
    }
}
