//! A file that is not what was written: a typed error that says where, and the run is as it was.

use crate::common::scratch::Scratch;
use serde_json::{Value, json};
use std::fs;
use tch_lr_scheduler::*;

fn plan() -> Result<Plan> {
    Ok(Plan::lr(0.1, CosineAnnealingLr::new(90)?)
        .lr_group(1, 0.2, StepLr::new(10, 0.5)?)
        .momentum(0.9, Constant)
        .weight_decay(0.01, ExponentialLr::new(0.9)?)
        .number("temperature", 2.0, ExponentialLr::new(0.97)?)
        .reduce_lr_on_plateau(ReduceLrOnPlateau::new()))
}

/// With everything that a state can have.
fn state() -> Result<State> {
    let mut run = Scheduler::start(&plan()?, 2, &mut DryRun)?;
    run.seek(12, &mut DryRun)?;
    run.metric(0.7, &mut DryRun)?;
    run.cool_down(Cooldown::to(1e-5, 20)?.shape(CooldownShape::Cosine), &mut DryRun)?;
    run.seek_time(17.25, &mut DryRun)?;
    Ok(run.state().clone())
}

fn text() -> Result<String> {
    state()?.to_json()
}

#[track_caller]
fn place(result: Result<State>, what: &str) -> String {
    match result {
        Err(Error::Data { file: Some(file), path, .. }) if file == "state" => path,
        other => panic!("{what}: {other:?}"),
    }
}

/// Every field that is not the user's own, by its place.
const FIELDS: [&str; 23] = [
    "format",
    "version",
    "step",
    "fraction",
    "lr",
    "momentum",
    "weight_decay",
    "numbers",
    "plateau",
    "plateau.best",
    "plateau.num_bad_epochs",
    "plateau.cooldown_counter",
    "plateau.metrics",
    "plateau.reductions",
    "cooldown",
    "cooldown.step",
    "cooldown.fraction",
    "cooldown.steps",
    "cooldown.shape",
    "cooldown.from",
    "cooldown.to",
    "plan",
    "checksum",
];

fn parsed() -> Result<Value> {
    Ok(serde_json::from_str(&text()?).expect("it is JSON"))
}

/// The object that a field is in, and its name there.
fn fields_of<'a, 'f>(file: &'a mut Value, field: &'f str) -> (&'a mut serde_json::Map<String, Value>, &'f str) {
    let (parent, name) = match field.rsplit_once('.') {
        Some((parent, name)) => (&mut file[parent], name),
        None => (file, field),
    };
    (parent.as_object_mut().expect("it is an object"), name)
}

#[test]
fn the_fields_that_are_damaged_here_are_all_there_are() -> Result<()> {
    let file = parsed()?;
    let mut found = vec![];
    for (name, value) in file.as_object().expect("it is an object") {
        found.push(name.clone());
        if ["plateau", "cooldown"].contains(&name.as_str()) {
            found.extend(value.as_object().expect("it is an object").keys().map(|inner| format!("{name}.{inner}")));
        }
    }
    let mut known = FIELDS.map(String::from);
    known.sort();
    found.sort();
    assert_eq!(found, known);
    Ok(())
}

#[test]
fn a_file_that_ends_too_early_is_refused_wherever_it_ends() -> Result<()> {
    let text = text()?;
    let whole = text.trim_end().len();
    for end in 0..whole {
        place(State::from_json(&text[..end]), &format!("the first {end} bytes"));
    }
    assert_eq!(State::from_json(&text[..whole])?, state()?);
    Ok(())
}

#[test]
fn a_field_that_is_missing_is_named() -> Result<()> {
    for field in FIELDS {
        let mut file = parsed()?;
        let (fields, name) = fields_of(&mut file, field);
        fields.remove(name);
        let error = State::from_json(&file.to_string()).expect_err(field).to_string();
        let parent = field.rsplit_once('.').map_or(String::new(), |(parent, _)| format!("{parent}: "));
        let expected = if field == "cooldown.to" { "to or to_factor, one of them".into() } else { format!("a field {name}") };
        assert!(error.starts_with(&format!("state: {parent}expected {expected}, found ")), "{error}");
    }
    Ok(())
}

#[test]
fn a_field_of_a_wrong_type_is_named() -> Result<()> {
    let wrong = [json!(true), json!(null), json!("NaN"), json!(-1), json!(0.5), json!([null]), json!([[1]]), json!({"a": null})];
    for field in FIELDS {
        for value in &wrong {
            let mut file = parsed()?;
            let (fields, name) = fields_of(&mut file, field);
            fields.insert(name.into(), value.clone());
            let place = place(State::from_json(&file.to_string()), &format!("{field} is {value}"));
            // A value of the right type is only seen to be another; no field may be true.
            let is_named = place.starts_with(field) || place == field.split('.').next().unwrap_or_default();
            assert!(is_named || (place == "checksum" && *value != json!(true)), "{field} is {value}: {place}");
        }
    }
    Ok(())
}

#[test]
fn what_is_not_a_number_is_named_among_the_numbers() -> Result<()> {
    for (field, expected) in [
        ("/lr/1", "lr[1]: expected a finite number, found null"),
        ("/momentum/0", "momentum[0]: expected a finite number, found null"),
        ("/numbers/temperature", "numbers.temperature: expected a finite number, found null"),
        ("/cooldown/from/1", "cooldown.from[1]: expected a finite number, found null"),
        ("/plateau/reductions/0", "plateau.reductions[0]: expected a whole number, at least 0, found null"),
    ] {
        let mut file = parsed()?;
        *file.pointer_mut(field).unwrap_or_else(|| panic!("{field} is there")) = Value::Null;
        let error = State::from_json(&file.to_string()).expect_err(field).to_string();
        assert_eq!(error, format!("state: {expected}"));
    }
    for word in ["NaN", "Infinity", "-Infinity", "1e999"] {
        place(State::from_json(&text()?.replacen("17", word, 1)), word);
    }
    Ok(())
}

#[test]
fn a_state_that_could_not_be_read_back_is_not_written_over_a_good_one() -> Result<()> {
    let scratch = Scratch::new();
    let path = scratch.path("state.json");
    let good = state()?;
    good.save(&path)?;
    for value in [f64::NAN, f64::INFINITY] {
        let mut bad = good.clone();
        bad.lr[1] = value;
        let error = bad.save(&path).expect_err("it cannot be read back").to_string();
        assert_eq!(error, format!("lr[1]: expected a finite number, found {value:?}"));
        assert_eq!(State::open(&path)?, good);
    }
    Ok(())
}

#[test]
fn a_file_of_a_newer_version_or_none_is_refused_before_anything_else() -> Result<()> {
    for version in [0, 2, u64::MAX] {
        let file = json!({"format": "tch-lr-scheduler state", "version": version, "what": "this version cannot know"});
        let error = State::from_json(&file.to_string()).expect_err("another version").to_string();
        let expected = if version == 0 { "at least 1" } else { "at most 1, of this version of the crate" };
        assert_eq!(error, format!("state: version: expected {expected}, found {version}"));
    }
    Ok(())
}

#[test]
fn files_of_others_are_refused() -> Result<()> {
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
fn one_changed_byte_is_seen_wherever_it_is() -> Result<()> {
    let (text, good) = (text()?, state()?);
    let mut seen = 0;
    for at in 0..text.len() {
        for change in [1, 2, 0x10] {
            let mut bytes = text.clone().into_bytes();
            bytes[at] ^= change;
            let Ok(changed) = String::from_utf8(bytes) else { continue };
            match State::from_json(&changed) {
                // A space for a line's end, or a digit so far back that it reads as the same float.
                Ok(read) => assert_eq!(read.to_json()?, text, "byte {at}: {:?} became {:?}", &text[at..=at], &changed[at..=at]),
                Err(_) => seen += 1,
            }
        }
    }
    assert_eq!(State::from_json(&text)?, good);
    assert!(seen > text.len(), "{seen} of {} changes were seen", 3 * text.len());
    Ok(())
}

/// By someone who has put the sum right as well.
#[test]
fn a_state_that_contradicts_its_plan_is_refused_by_field_and_the_run_goes_on() -> Result<()> {
    type Change = fn(&mut State);
    let changes: [(&str, Change); 16] = [
        ("numbers.temperature", |state| state.step = 18),
        ("fraction", |state| state.fraction = 1.0),
        ("fraction", |state| state.fraction = f64::NAN),
        ("lr[0]", |state| state.lr[0] *= 1.0 + 1e-15),
        ("lr", |state| state.lr.truncate(1)),
        ("momentum[1]", |state| state.momentum[1] = 0.8),
        ("momentum", |state| state.momentum.clear()),
        ("weight_decay[0]", |state| state.weight_decay[0] = -0.0),
        ("weight_decay", |state| state.weight_decay.push(0.0)),
        ("numbers.temperature", |state| state.numbers[0].1 += 0.5),
        ("plateau", |state| state.plateau = None),
        ("plateau.best", |state| state.plateau.iter_mut().for_each(|plateau| plateau.best = f64::NAN)),
        ("plateau.reductions", |state| state.plateau.iter_mut().for_each(|plateau| plateau.reductions.truncate(1))),
        ("lr[0]", |state| state.cooldown = None),
        ("cooldown.from", |state| state.cooldown.iter_mut().for_each(|cooldown| cooldown.from.clear())),
        ("cooldown.fraction", |state| state.cooldown.iter_mut().for_each(|cooldown| cooldown.fraction = -0.5)),
    ];
    let mut run = Scheduler::start(&plan()?, 2, &mut DryRun)?;
    run.step(&mut DryRun)?;
    let before = run.state().to_json()?;
    for (named, change) in changes {
        let mut state = state()?;
        change(&mut state);
        match run.load(state, &mut DryRun) {
            Err(Error::ForeignState { field, .. }) => assert_eq!(field, named),
            other => panic!("{named}: {other:?}"),
        }
        assert_eq!(run.state().to_json()?, before, "{named}");
    }
    run.step(&mut DryRun)?;
    assert_eq!(run.state(), &plan()?.preview(2, 2)?);
    Ok(())
}
