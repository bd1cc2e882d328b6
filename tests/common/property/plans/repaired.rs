//! Repairs a drawn file: the value at the place that the error names is replaced until the file is valid. So most draws are usable.

use serde_json::{Value, json};
use std::collections::BTreeMap;
use tch_lr_scheduler::{Error, Result};

/// What a value is replaced by, in turn, if it is not an array or a schedule.
const NUMBERS: [f64; 6] = [1.0, 0.5, 1e300, 2.0, -0.5, 0.0];

/// The repaired file, or `None` if it cannot be repaired.
pub fn repaired(mut json: Value, check: impl Fn(&Value) -> Result<()>) -> Option<Value> {
    let mut tried: BTreeMap<String, usize> = BTreeMap::new();
    loop {
        match check(&json) {
            Ok(()) => return Some(json),
            Err(Error::Data { path, .. }) => {
                let tries = tried.entry(path.clone()).or_default();
                repair(&mut json, &path, *NUMBERS.get(*tries)?)?;
                *tries += 1;
            }
            Err(_) => return None,
        }
    }
}

/// Replaces the value at a path of an error; `None` if it is the whole file.
fn repair(json: &mut Value, path: &str, number: f64) -> Option<()> {
    match at(json, path) {
        Some(_) if path.is_empty() => return None,
        Some(place @ Value::Array(_)) => *place = json!([[0, 1.0], [30, 0.1]]),
        Some(place @ Value::Object(_)) if place.get("type").is_some() => *place = json!({"type": "StepLR", "step_size": 7}),
        // A whole number is valid where a float is expected, but not the other way round.
        Some(place) => *place = if number.fract() == 0.0 && number < 1e15 { json!(number as i64) } else { json!(number) },
        // The path names a constructor's argument, which lies below the parent.
        None => {
            let parent = path.rsplit_once('.').map_or("", |(parent, _)| parent);
            if let Some(place) = at(json, parent) {
                make_positive(place);
            }
        }
    }
    Some(())
}

fn make_positive(json: &mut Value) {
    match json {
        Value::Number(number) if number.as_f64().is_some_and(|number| number < 0.0) => *json = json!(number.as_f64().map(f64::abs)),
        Value::Array(items) => items.iter_mut().for_each(make_positive),
        Value::Object(fields) => fields.values_mut().for_each(make_positive),
        _ => {}
    }
}

/// The value at a path of an error, such as `lr.schedule.schedulers[1].T_max`.
fn at<'a>(json: &'a mut Value, path: &str) -> Option<&'a mut Value> {
    path.split(['.', '[']).filter(|part| !part.is_empty()).try_fold(json, |json, part| match part.strip_suffix(']') {
        Some(index) => json.get_mut(index.parse::<usize>().ok()?),
        None => json.get_mut(part),
    })
}
