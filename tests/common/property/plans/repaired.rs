//! Repairs a drawn file: the value at the place that the error names is replaced until the file is valid. So most draws are usable.

use serde_json::{Value, json};
use tch_lr_scheduler::{Error, Result};

/// The repaired file, or `None` if it cannot be repaired.
pub fn repaired(mut json: Value, check: impl Fn(&Value) -> Result<()>) -> Option<Value> {
    for attempt in 0..60 {
        match check(&json) {
            Ok(()) => return Some(json),
            Err(Error::Data { path, .. }) => repair(&mut json, &path, attempt),
            Err(_) => return None,
        }
    }
    None
}

fn repair(json: &mut Value, path: &str, attempt: usize) {
    match at(json, path) {
        Some(place @ Value::Array(_)) => *place = json!([[0, 1.0], [30, 0.1]]),
        Some(place) => *place = [json!(1), json!(0.5), json!(1e300), json!(2)][attempt % 4].clone(),
        // The path names a constructor's argument, which lies below the parent.
        None => {
            let parent = path.rsplit_once('.').map_or("", |(parent, _)| parent);
            if let Some(place) = at(json, parent) {
                make_positive(place);
            }
        }
    }
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
