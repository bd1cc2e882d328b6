//! Files that are truncated, changed, or of another format.

use super::{parsed, place, plan, state, text};
use crate::common::scratch::Scratch;
use serde_json::json;
use std::fs;
use tch_lr_scheduler::*;

#[test]
fn a_truncated_file_is_refused_wherever_it_ends() -> Result<()> {
    let text = text()?;
    let whole = text.trim_end().len();
    for end in 0..whole {
        place(State::from_json(&text[..end]), &format!("the first {end} bytes"));
    }
    assert_eq!(State::from_json(&text[..whole])?, state()?);
    Ok(())
}

#[test]
fn a_file_of_another_version_is_refused_before_anything_else() -> Result<()> {
    for version in [0, 3, u64::MAX] {
        let file = json!({"format": "tch-lr-scheduler state", "version": version, "what": "this version cannot know"});
        let error = State::from_json(&file.to_string()).expect_err("another version").to_string();
        let expected = if version == 0 { "at least 1" } else { "at most 2, the newest version that this crate can read" };
        assert_eq!(error, format!("state: version: expected {expected}, found {version}"));
    }
    Ok(())
}

#[test]
fn files_of_other_formats_are_refused() -> Result<()> {
    let plan_file = plan()?.spec().to_json()?;
    let torch = r#"{"T_max": 50, "eta_min": 0, "base_lrs": [0.1], "last_epoch": 7, "_step_count": 8, "_last_lr": [0.09]}"#;
    let mut more = parsed()?;
    more["more"] = json!(1);
    let twice = text()?.replacen("\"step\": 17", "\"step\": 17, \"step\": 17", 1);
    assert_ne!(twice, text()?);
    let deep = "[".repeat(100_000);
    for foreign in [
        "",
        " ",
        "{}",
        "[]",
        "null",
        "7",
        "\"state\"",
        "{\"format\": 1}",
        "\0",
        torch,
        &plan_file,
        &more.to_string(),
        &twice,
        &deep,
    ] {
        place(State::from_json(foreign), foreign.get(..60).unwrap_or(foreign));
    }
    let scratch = Scratch::new();
    let path = scratch.path("state.json");
    fs::write(&path, [0x7B, 0xFF, 0xFE, 0x7D]).expect("the folder can be written to");
    assert!(matches!(State::open(&path), Err(Error::File { action: "read", .. })));
    assert!(matches!(State::open(scratch.path("absent.json")), Err(Error::File { action: "read", .. })));
    assert!(matches!(State::open(scratch.path("")), Err(Error::File { action: "read", .. })));
    fs::write(&path, &text()?[..300]).expect("the folder can be written to");
    let Err(Error::Data { file, .. }) = State::open(&path) else { panic!("a file that ends too early was read") };
    assert_eq!(file, Some(path.display().to_string()));
    Ok(())
}

#[test]
fn any_changed_byte_is_detected() -> Result<()> {
    let (text, good) = (text()?, state()?);
    let mut seen = 0;
    for at in 0..text.len() {
        for change in [1, 2, 0x10] {
            let mut bytes = text.clone().into_bytes();
            bytes[at] ^= change;
            let Ok(changed) = String::from_utf8(bytes) else { continue };
            match State::from_json(&changed) {
                // The change has no effect: another white space, or a digit beyond a float's precision.
                Ok(read) => assert_eq!(read.to_json()?, text, "byte {at}: {:?} became {:?}", &text[at..=at], &changed[at..=at]),
                Err(_) => seen += 1,
            }
        }
    }
    assert_eq!(State::from_json(&text)?, good);
    assert!(seen > text.len(), "{seen} of {} changes were seen", 3 * text.len());
    Ok(())
}
