//! Tables of steps and values, jumps, and warm-ups beside a schedule: the same in a file and in Rust.

use tch_lr_scheduler::*;

fn schedule_of(json: &str) -> Result<Box<dyn Schedule>> {
    let spec: ScheduleSpec = serde_json::from_str(json).expect("it is data");
    spec.schedule(&Functions::new())
}

fn assert_same(json: &str, in_rust: &dyn Schedule) -> Result<()> {
    let in_file = schedule_of(json)?;
    assert_eq!(ScheduleSpec::of(&*in_file), ScheduleSpec::of(in_rust));
    for step in 0..120 {
        assert_eq!(in_file.at(0.3, step).to_bits(), in_rust.at(0.3, step).to_bits(), "{json} at {step}");
    }
    Ok(())
}

#[test]
fn a_constant_piece_with_a_factor_is_a_jump() -> Result<()> {
    let jumps = Piecewise::starting_at(1.0)?.jump_to(80, 0.316)?.jump_to(90, 0.1)?;
    let file = r#"{"type": "Piecewise", "start": 1, "pieces": [{"shape": "constant", "step": 80, "factor": 0.316},
        {"shape": "constant", "step": 90, "factor": 0.1}]}"#;
    assert_same(file, &jumps)?;
    assert_same(r#"{"type": "Table", "points": [[0, 1], [80, 0.316], [90, 0.1]], "relative": true}"#, &{
        Table::factors([(0, 1.0), (80, 0.316), (90, 0.1)])?
    })?;
    let table = Table::factors([(0, 1.0), (80, 0.316), (90, 0.1)])?;
    for step in 0..120 {
        assert_eq!(jumps.at(0.1, step).to_bits(), table.at(0.1, step).to_bits());
    }
    assert_eq!([79, 80, 89, 90].map(|step| jumps.at(1.0, step)), [1.0, 0.316, 0.316, 0.1]);
    Ok(())
}

#[test]
fn a_constant_piece_without_a_factor_stays() -> Result<()> {
    let stays = Piecewise::starting_at(0.5)?.constant_to(10)?.linear_to(20, 1.0)?.constant_to(30)?.linear_to(40, 0.0)?;
    let file = r#"{"type": "Piecewise", "start": 0.5, "pieces": [{"shape": "constant", "step": 10},
        {"shape": "linear", "step": 20, "factor": 1}, {"shape": "constant", "step": 30}, {"shape": "linear", "step": 40, "factor": 0}]}"#;
    assert_same(file, &stays)?;
    let error = schedule_of(r#"{"type": "Piecewise", "start": 0.5, "pieces": [{"shape": "linear", "step": 10}]}"#).unwrap_err();
    assert!(error.to_string().starts_with("pieces[0]: expected a field factor"), "{error}");
    Ok(())
}

#[test]
fn tables_of_values_ignore_the_base() -> Result<()> {
    let points = [(0, 0.1), (50, 0.01)];
    assert_same(r#"{"type": "Table", "points": [[0, 0.1], [50, 0.01]]}"#, &Table::values(points)?)?;
    assert_same(r#"{"type": "Table", "points": [[0, 0.1], [50, 0.01]], "between": "linear"}"#, &Table::values(points)?.linear())?;
    assert_same(r#"{"type": "Table", "points": [[0, 0.1], [50, 0.01]], "between": "cosine"}"#, &Table::values(points)?.cosine())?;
    assert_eq!(Table::values(points)?.at(7.0, 10), 0.1);
    assert_eq!(Table::values([(10, 0.5)])?.at(7.0, 3), 0.5);
    for (json, message) in [
        (r#"{"type": "Table", "points": []}"#, "points: expected at least one point, found 0"),
        (r#"{"type": "Table", "points": [[5, 1], [5, 2]]}"#, "points: expected increasing in steps, found 5 after 5"),
        (r#"{"type": "Table", "points": [[5, -1]]}"#, "points: expected finite and not negative, found -1.0"),
    ] {
        assert_eq!(schedule_of(json).unwrap_err().to_string(), message);
    }
    Ok(())
}

#[test]
fn a_piecewise_describes_its_jumps_and_values() -> Result<()> {
    let sentence = |schedule: &dyn Schedule| Summary::of(schedule, 0.1, Some(100)).sentence().to_owned();
    let jumps = Piecewise::starting_at(1.0)?.jump_to(80, 0.316)?.jump_to(90, 0.1)?;
    assert_eq!(sentence(&jumps), "0.1, 0.0316 from step 80, 0.01 from step 90");
    let held = Piecewise::starting_at(1.0)?.constant_to(50)?.linear_to(50, 0.1)?;
    assert_eq!(sentence(&held), "0.1, 0.01 from step 50");
    assert_eq!(sentence(&Table::values([(0, 0.1), (50, 0.01)])?), "0.1, 0.01 from step 50");
    assert_eq!(sentence(&Table::values([(0, 0.1), (50, 0.01)])?.linear()), "linear from 0.1 to 0.01 at 50, then constant");
    assert_eq!(sentence(&Table::values([(9, 0.1), (50, 0.01)])?.cosine()), "0.1 until 9, cosine to 0.01 at 50, then constant");
    Ok(())
}

#[test]
fn a_warmup_beside_a_schedule_moves_no_step_and_one_in_front_moves_all() -> Result<()> {
    let decay = MultiStepLr::new([30, 45], 0.1)?;
    assert_same(r#"{"type": "WarmupBeside", "schedule": {"type": "MultiStepLR", "milestones": [30, 45]}, "steps": 5}"#, &{
        decay.clone().warmup_beside(5)?
    })?;
    let file = r#"{"type": "WarmupBeside", "schedule": {"type": "Constant"}, "steps": 5, "start": 0.001, "shape": "cosine"}"#;
    assert_same(file, &Constant.warmup_beside_with(Warmup::from_floor(0.001, 5)?.cosine()))?;
    let sentence = |schedule: &dyn Schedule| Summary::of(schedule, 0.1, Some(60)).sentence().to_owned();
    assert_eq!(sentence(&decay.clone().warmup_beside(5)?), "linear warm-up from 0.02 to 0.1 at 4, times 0.1 at 30 and 45");
    assert_eq!(sentence(&decay.clone().warmup(5)?), "linear warm-up from 0.02 to 0.1 at 4, times 0.1 at 35 and 50");
    // Inside a sequence, the steps are those of the run.
    let later = Constant.then(20, decay.clone().warmup_beside(5)?);
    assert!(
        sentence(&later).ends_with("linear warm-up from 0.02 to 0.1 at 24, constant until 50, 0.01 from step 50"),
        "{}",
        sentence(&later)
    );
    for step in 0..60 {
        let factor = Constant.warmup(5)?;
        assert_eq!(decay.clone().warmup_beside(5)?.at(0.3, step), decay.clone().times(factor).at(0.3, step), "at {step}");
    }
    Ok(())
}
