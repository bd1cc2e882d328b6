//! Shapes in files: the same words in warm-ups, pieces, tables and `Wsd`, and the mistakes in them.

use crate::common::asked::Asked;
use anyhow::Result;
use tch_lr_scheduler::*;

fn functions() -> Functions {
    Functions::new().with("stairs", |p| 1.0 - (p * 4.0).floor() / 4.0)
}

fn schedule_of(json: &str) -> tch_lr_scheduler::Result<Box<dyn Schedule>> {
    let spec: ScheduleSpec = serde_json::from_str(json).expect("it is data");
    spec.schedule(&functions())
}

/// A shape of a file, and the same shape in Rust.
fn shapes() -> Result<Vec<(&'static str, Shape)>> {
    Ok(vec![
        (r#""linear""#, Shape::linear()),
        (r#""cosine""#, Shape::cosine()),
        (r#""1-sqrt""#, Shape::one_minus_sqrt()),
        (r#""1-square""#, Shape::one_minus_square()),
        (r#""mirror-cosine""#, Shape::mirror_cosine()),
        (r#""half-life""#, Shape::half_life()),
        (r#"{"type": "power", "power": 0.7}"#, Shape::power(0.7)?),
        (r#"{"type": "polynomial", "power": 2.0}"#, Shape::polynomial(2.0)?),
        (r#"{"type": "exponential", "floor": 0.01}"#, Shape::exponential(0.01)?),
        (r#"{"type": "exponential-normalized", "floor": 0.1}"#, Shape::exponential_normalized(0.1)?),
        (r#"{"type": "function", "function": "stairs"}"#, Shape::named("stairs", |p| 1.0 - (p * 4.0).floor() / 4.0)),
        (r#"{"type": "function", "function": {"power": 0.01}}"#, Shape::of(Function::power(0.01)?)),
    ])
}

/// The schedules of a file are those of Rust, and are written as in the file.
fn assert_same(json: &str, schedule: &dyn Schedule) -> Result<()> {
    let read = schedule_of(json)?;
    assert_eq!(read.spec(), schedule.spec(), "{json}");
    assert!(read.spec().to_string().contains(&json[1..json.len() - 1]), "{} is not {json}", read.spec());
    for step in 0..130 {
        assert_eq!(read.at(0.3, step).to_bits(), schedule.at(0.3, step).to_bits(), "{json} at {step}");
    }
    Ok(())
}

#[test]
fn every_place_takes_the_same_shapes_by_the_same_names() -> Result<()> {
    for (file, shape) in shapes()? {
        let warmup = || Ok::<_, Error>(Warmup::from_floor(0.5, 20)?.shape(shape.clone()));
        let inner = r#""schedule": {"type": "Constant"}, "steps": 20, "start": 0.5"#;
        assert_same(&format!(r#"{{"type": "Warmup", {inner}, "shape": {file}}}"#), &Constant.warmup_with(warmup()?))?;
        assert_same(&format!(r#"{{"type": "WarmupBeside", {inner}, "shape": {file}}}"#), &Constant.warmup_beside_with(warmup()?))?;
        let points = [(0, 1.0), (50, 0.25), (100, 0.5)];
        let table = Table::factors(points)?.shape(shape.clone())?;
        let written = r#""points": [[0, 1.0], [50, 0.25], [100, 0.5]], "relative": true"#;
        assert_same(&format!(r#"{{"type": "Table", {written}, "between": {file}}}"#), &table)?;
        let piece =
            format!(r#"{{"type": "Piecewise", "start": 1.0, "pieces": [{{"shape": {file}, "step": 100, "factor": 0.1}}]}}"#);
        assert_same(&piece, &Piecewise::starting_at(1.0)?.shaped_to(100, 0.1, shape.clone())?)?;
        let lengths = r#""warmup_steps": 20, "stable_steps": 30, "decay_steps": 50, "start": "first_step""#;
        let rest = format!(r#""warmup_shape": {file}, "stable_power": 0.0, "timescale": null, "decay_shape": {file}"#);
        let wsd = Wsd::new(20, 30, 50)?.warmup_shape(shape.clone()).decay_shape(shape.clone())?;
        assert_same(&format!(r#"{{"type": "Wsd", {lengths}, {rest}, "floor": 0.0, "eta_min": null}}"#), &wsd)?;
    }
    Ok(())
}

/// A table and a piece have the same curve between two points, and a `Wsd` and a cooldown too.
#[test]
fn every_place_has_the_same_curve() -> Result<()> {
    for (file, shape) in shapes()? {
        let table = Table::factors([(0, 1.0), (100, 0.0)])?.shape(shape.clone())?;
        let piece = Piecewise::starting_at(1.0)?.shaped_to(100, 0.0, shape.clone())?;
        let wsd = Wsd::new(0, 0, 100)?.decay_shape(shape.clone())?;
        let mut run = Scheduler::start(&Plan::lr(1.0, Constant), 1, &mut DryRun)?;
        let cooldown = Cooldown::to(0.0, 100)?.shape(shape.clone());
        assert_eq!(cooldown.is_ok(), !file.contains("stairs"), "{file}");
        if let Ok(cooldown) = cooldown {
            run.cool_down(cooldown, &mut DryRun)?;
        }
        let warmup = Constant.warmup_with(Warmup::from_zero(100)?.shape(shape.clone()));
        for step in 0..100 {
            let weight = shape.weight(step as f64 / 100.0, 100);
            let of_cooldown = if file.contains("stairs") { weight } else { run.seek(step, &mut DryRun)?.lr[0] };
            let values = [table.at(1.0, step), piece.at(1.0, step), wsd.at(1.0, step), of_cooldown, warmup.at(1.0, 100 - step)];
            for (index, value) in values.into_iter().enumerate().filter(|(index, _)| *index < 4 || step > 0) {
                assert!((value - weight).abs() < 1e-15, "{file} at {step}: {value} of place {index}, not {weight}");
            }
        }
    }
    Ok(())
}

#[test]
fn a_warmup_of_an_older_file_has_cosine_instead_of_a_shape() -> Result<()> {
    for kind in ["Warmup", "WithWarmup", "WarmupBeside"] {
        for (cosine, shape) in [(true, "cosine"), (false, "linear")] {
            let older = format!(r#"{{"type": "{kind}", "schedule": {{"type": "Constant"}}, "steps": 5, "cosine": {cosine}}}"#);
            let newer = older.replace(&format!(r#""cosine": {cosine}"#), &format!(r#""shape": "{shape}""#));
            assert_eq!(schedule_of(&older)?.spec(), schedule_of(&newer)?.spec());
            let plan = |schedule: &str| PlanSpec::from_json(&format!(r#"{{"lr": {{"base": 0.1, "schedule": {schedule}}}}}"#));
            assert!(plan(&older)?.differences(&plan(&newer)?).is_empty());
        }
    }
    let both = r#"{"type": "Warmup", "schedule": {"type": "Constant"}, "steps": 5, "cosine": true, "shape": "linear"}"#;
    assert_eq!(
        schedule_of(both).unwrap_err().to_string(),
        "cosine: expected one of type, schedule, steps, start, shape, found an unknown field"
    );
    Ok(())
}

#[test]
fn a_mistake_in_a_shape_is_named_with_what_to_write() {
    let message = |shape: &str| {
        let file = format!(r#"{{"type": "Warmup", "schedule": {{"type": "Constant"}}, "steps": 5, "shape": {shape}}}"#);
        schedule_of(&file).map_or_else(|error| error.to_string(), |_| "no error".into())
    };
    for (shape, start) in [
        (r#""cosin""#, r#"shape: did you mean "cosine"? (found "cosin", expected a shape: one of "linear", "#),
        (r#""1_sqrt""#, r#"shape: did you mean "1-sqrt"? "#),
        (r#""sqrt""#, r#"shape: did you mean "1-sqrt"? "#),
        (r#""power""#, r#"shape: write { type = "power", power = 0.5 } (found "power", "#),
        (r#""exponental""#, r#"shape: write { type = "exponential", floor = 0.01 } (found "exponental", "#),
        (r#""exp""#, r#"shape: write { type = "exponential-normalized", floor = 0.1 } (found "exp", "#),
        (r#""minus_sqrt""#, r#"shape: did you mean "1-sqrt"? "#),
        (r#""whirl""#, r#"shape: expected a shape: one of "linear", "cosine", "1-sqrt", "#),
        ("3", r#"shape: expected a shape: one of "linear", "#),
        (r#"{"power": 2}"#, "shape: expected a field type"),
        (r#"{"type": "power"}"#, "shape: power needs power"),
        (r#"{"type": "power", "power": 0}"#, "shape.power: expected finite and above 0, found 0.0"),
        (
            r#"{"type": "power", "powr": 1}"#,
            "shape.powr: did you mean power? (found an unknown field, expected one of type, power)",
        ),
        (r#"{"type": "exponential", "floor": 1}"#, "shape.floor: expected above 0 and below 1, found 1.0"),
        (r#"{"type": "exponential-normalized", "floor": -0.5}"#, "shape.floor: expected above 0 and below 1, found -0.5"),
        (r#"{"type": "polynomial", "power": "2"}"#, "shape.power: write 2, without quotes (found \"2\", "),
        (r#"{"type": "linear", "power": 2}"#, "shape.power: expected one of type, found an unknown field"),
        (r#"{"type": "function", "function": "stair"}"#, "shape.function: did you mean stairs? "),
    ] {
        assert!(message(shape).starts_with(start), "{shape}: {}", message(shape));
    }
    assert_eq!(message(r#""logarithmic""#), "no error");
    assert_eq!(message(r#"{"type": "cosine"}"#), "no error");
}

#[test]
fn a_shape_that_is_only_for_a_warmup_is_refused_elsewhere() -> Result<()> {
    let reason = r#"a shape that falls, because "logarithmic" is only for a warm-up"#;
    let expected = format!(r#"expected {reason}, found "logarithmic""#);
    let piece = r#"{"type": "Piecewise", "start": 1, "pieces": [{"shape": "logarithmic", "step": 9, "factor": 0}]}"#;
    let table = r#"{"type": "Table", "points": [[0, 1], [9, 0]], "between": "logarithmic"}"#;
    let wsd = r#"{"type": "Wsd", "warmup_steps": 0, "stable_steps": 9, "decay_steps": 9, "decay_shape": "logarithmic"}"#;
    for (file, place) in [(piece, "pieces[0].shape"), (table, "between"), (wsd, "decay_shape")] {
        assert_eq!(schedule_of(file).map(drop).unwrap_err().to_string(), format!("{place}: {expected}"));
    }
    let in_rust = |owner: &str, parameter: &str| format!(r#"{owner}: {parameter} must be {reason}, found "logarithmic""#);
    let logarithmic = Shape::logarithmic;
    let error = Piecewise::starting_at(1.0)?.shaped_to(9, 0.0, logarithmic()).map(drop).unwrap_err().to_string();
    assert_eq!(error, in_rust("Piecewise", "shape"));
    let error = Table::values([(0, 1.0)])?.shape(logarithmic()).map(drop).unwrap_err().to_string();
    assert_eq!(error, in_rust("Table", "shape"));
    let error = Wsd::new(1, 1, 1)?.decay_shape(logarithmic()).map(drop).unwrap_err().to_string();
    assert_eq!(error, in_rust("Wsd", "decay_shape"));
    let error = Cooldown::to(0.0, 9)?.shape(logarithmic()).map(drop).unwrap_err().to_string();
    assert_eq!(error, in_rust("Cooldown", "shape"));
    Ok(())
}

#[test]
fn a_mistake_in_a_wsd_is_named() {
    let message = |fields: &str| {
        let file = format!(r#"{{"type": "Wsd", "stable_steps": 9, {fields}}}"#);
        schedule_of(&file).map_or_else(|error| error.to_string(), |_| "no error".into())
    };
    for (fields, expected) in [
        (r#""warmup_steps": 0, "decay_steps": 0"#, "decay_steps: expected at least 1, found 0"),
        (r#""warmup_steps": 0"#, "Wsd needs decay_steps"),
        (r#""warmup_steps": 0, "decay_steps": 9, "start": 2"#, "start: expected from 0 to 1, found 2.0"),
        (r#""warmup_steps": 0, "decay_steps": 9, "floor": 2"#, "floor: expected from 0 to 1, found 2.0"),
        (r#""warmup_steps": 0, "decay_steps": 9, "eta_min": -1"#, "eta_min: expected finite and not negative, found -1.0"),
        (r#""warmup_steps": 0, "decay_steps": 9, "floor": 0.1, "eta_min": 0.1"#, {
            "floor: expected 0, because eta_min sets the value at the end, found 0.1"
        }),
        (r#""warmup_steps": 0, "decay_steps": 9, "stable_power": 0.5"#, {
            "expected timescale to be given if stable_power is not 0 and there is no warm-up, whose length is the default, found none"
        }),
        (r#""warmup_steps": 0, "decay_steps": 9, "stable_power": 0.5, "timescale": 5"#, "no error"),
    ] {
        assert_eq!(message(fields), expected);
    }
}
