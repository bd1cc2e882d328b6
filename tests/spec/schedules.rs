//! Every schedule of the table as data.

use crate::common::asked::Asked;
use crate::common::bits::assert_same_bits;
use crate::common::cases::{self, Case};
use tch_lr_scheduler::{Constant, Error, Functions, Plan, PlanSpec, Result, Schedule};

/// Whether the schedule has a closure; those of the table are unnamed.
fn has_a_closure(case: &Case) -> bool {
    ["lambda", "MultiplicativeLr"].iter().any(|word| case.name.contains(word))
}

#[test]
fn a_schedule_is_unchanged_after_writing_and_reading() -> Result<()> {
    let mut read = 0;
    for case in cases::all() {
        let schedule = case.schedule();
        let spec = schedule.spec();
        if has_a_closure(&case) {
            let error = spec.schedule(&Functions::new()).map(drop);
            assert!(matches!(error, Err(Error::Data { .. })), "{}: a closure without a name is read", case.name);
            continue;
        }
        let again = spec.schedule(&Functions::new())?;
        assert_eq!(again.spec(), spec, "{}", case.name);
        assert_eq!(format!("{again:?}"), format!("{:?}", case.schedule()), "{}", case.name);
        for step in (0..case.near()).chain(case.far().iter().copied()) {
            let what = &format!("{} at step {step}", case.name);
            assert_same_bits(&[again.at(0.1, step)], &[schedule.at(0.1, step)], what);
            assert_eq!(again.companion(step as f64), schedule.companion(step as f64), "{what}");
        }
        read += 1;
    }
    assert!(read > 100, "{read} schedules were read");
    Ok(())
}

#[test]
fn a_plan_with_any_schedule_survives_json_and_toml() -> Result<()> {
    for case in cases::all() {
        let spec = Plan::lr(0.1, case.schedule()).spec();
        let (json, toml) = (spec.to_json(), spec.to_toml());
        if has_a_closure(&case) {
            assert!(matches!((json, toml), (Err(Error::Data { .. }), Err(Error::Data { .. }))), "{}", case.name);
            continue;
        }
        assert_eq!(PlanSpec::from_json(&json?)?.plan()?.spec(), spec, "{}", case.name);
        assert_eq!(PlanSpec::from_toml(&toml?)?.plan()?.spec(), spec, "{}", case.name);
    }
    Ok(())
}

/// `boxed` and `Arc` pass the spec of the inner schedule on.
#[test]
fn a_pointer_to_a_schedule_has_the_spec_of_the_schedule() -> Result<()> {
    for case in cases::all() {
        let boxed: Box<dyn Schedule> = Box::new(std::sync::Arc::new(case.schedule()));
        assert_eq!(boxed.spec(), case.schedule().spec(), "{}", case.name);
    }
    Ok(())
}

#[derive(Debug)]
struct OnesOwn {
    #[allow(dead_code, reason = "it is printed")]
    slope: f64,
}

impl Schedule for OnesOwn {
    fn value(&self, base: f64, _time: f64) -> f64 {
        base
    }
}

#[test]
fn a_users_own_schedule_is_compared_by_its_debug_text_and_cannot_be_written() -> Result<()> {
    let plan = |slope| Plan::lr(0.1, Constant).momentum(0.9, OnesOwn { slope }).spec();
    assert_eq!(plan(0.5), plan(0.5));
    let differences: Vec<_> = plan(0.5).differences(&plan(0.25)).iter().map(ToString::to_string).collect();
    let expected = r#"momentum.schedule.opaque was "OnesOwn { slope: 0.5 }", is "OnesOwn { slope: 0.25 }""#;
    assert_eq!(differences, [expected]);
    let error = plan(0.5).to_json().unwrap_err().to_string();
    let expected = r#"momentum.schedule: expected a schedule of this crate, found a user-defined one, "OnesOwn { slope: 0.5 }""#;
    assert_eq!(error, expected);
    Ok(())
}
