//! Missing fields and values of the wrong kind.

use super::{parsed, place, state, text};
use crate::common::scratch::Scratch;
use serde_json::{Value, json};
use tch_lr_scheduler::*;

/// The paths of all fields except the names of the plan's scalars.
const FIELDS: [&str; 23] = [
    "format",
    "version",
    "step",
    "fraction",
    "lr",
    "momentum",
    "weight_decay",
    "scalars",
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

/// The object that holds a field, and the field's name in it.
fn fields_of<'a, 'f>(file: &'a mut Value, field: &'f str) -> (&'a mut serde_json::Map<String, Value>, &'f str) {
    let (parent, name) = match field.rsplit_once('.') {
        Some((parent, name)) => (&mut file[parent], name),
        None => (file, field),
    };
    (parent.as_object_mut().expect("it is an object"), name)
}

#[test]
fn the_list_of_damaged_fields_is_complete() -> Result<()> {
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
fn a_missing_field_is_named() -> Result<()> {
    for field in FIELDS {
        let mut file = parsed()?;
        let (fields, name) = fields_of(&mut file, field);
        fields.remove(name);
        let error = State::from_json(&file.to_string()).expect_err(field).to_string();
        let parent = field.rsplit_once('.').map_or(String::new(), |(parent, _)| format!("{parent}: "));
        let expected = match field {
            "cooldown.to" => "expected either to or to_factor, found ".into(),
            // Without this field, the file can be anything.
            "format" => "this is no file of this crate, and not a tch-lr-scheduler state (found ".into(),
            _ => format!("expected a field {name}, found "),
        };
        assert!(error.starts_with(&format!("state: {parent}{expected}")), "{error}");
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
            // A value of the right type is detected by the checksum. `true` is the wrong type for every field.
            let is_named = place.starts_with(field) || place == field.split('.').next().unwrap_or_default();
            assert!(is_named || (place == "checksum" && *value != json!(true)), "{field} is {value}: {place}");
        }
    }
    Ok(())
}

#[test]
fn a_value_that_is_not_a_number_is_named_by_its_index() -> Result<()> {
    for (field, expected) in [
        ("/lr/1", "lr[1]: expected a finite number, found null"),
        ("/momentum/0", "momentum[0]: expected a finite number, found null"),
        ("/scalars/temperature", "scalars.temperature: expected a finite number, found null"),
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
fn a_state_that_cannot_be_read_back_does_not_replace_a_good_file() -> Result<()> {
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
