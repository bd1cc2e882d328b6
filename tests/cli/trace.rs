//! `trace`: its values equal those of a scheduler to the bit.

use crate::common::cases;
use crate::program::{Folder, PLAN};
use anyhow::{Context, Result};
use serde_json::{Map, Value};
use tch_lr_scheduler::{Constant, DryRun, EarlyStopping, NewBob, Plan, PlanSpec, ReduceLrOnPlateau, Schedule, Scheduler, State};

/// Names with the bits of their values.
type Values = Vec<(String, u64)>;

fn values(state: &State) -> Values {
    state.named_values().map(|(name, value)| (name.to_string(), value.to_bits())).collect()
}

/// The rows of a table: the step, and the names with the bits of their values.
fn rows(csv: &str) -> Result<Vec<(u64, Values)>> {
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let names = reader.headers()?.clone();
    let row = |record: csv::StringRecord| {
        let values = names.iter().zip(&record).skip(1);
        let bits = values.map(|(name, value)| Ok((name.to_owned(), value.parse::<f64>()?.to_bits())));
        Ok((record[0].parse()?, bits.collect::<Result<_>>()?))
    };
    reader.records().map(|record| row(record?)).collect()
}

#[test]
fn a_trace_has_every_value_of_every_step_to_the_bit() -> Result<()> {
    const STEPS: u64 = 150;
    let mut traced = 0;
    for case in cases::all() {
        let plan = Plan::lr(0.1, case.schedule()).lr_group(1, 1e-3, case.schedule()).momentum(0.9, case.below_one()).scalar(
            "p, q",
            2.0,
            case.schedule(),
        );
        // A coupled weight decay would be negative at a negative rate, which is an error.
        let is_negative = |base| (0..STEPS).any(|step| case.schedule().at(base, step) < 0.0);
        let plan = if is_negative(0.1) || is_negative(1e-3) { plan } else { plan.weight_decay_at_lr(0.01, 0.1) };
        // A plan with an unnamed closure cannot be written.
        let Ok(text) = plan.spec().to_json() else { continue };
        let ran = Folder::new()?.with("plan.json", text)?.run(["trace", "plan.json", "--steps", "150"])?;
        assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""), "{}", case.name);
        let mut scheduler = Scheduler::start(&plan, 2, &mut DryRun)?;
        let rows = rows(&ran.out)?;
        assert_eq!(rows.len(), STEPS as usize, "{}", case.name);
        for (step, row) in rows {
            assert_eq!((step, row), (scheduler.state().step, values(scheduler.state())), "{}", case.name);
            scheduler.step(&mut DryRun)?;
        }
        traced += 1;
    }
    assert!(traced > 60, "{traced}");
    Ok(())
}

#[test]
fn metrics_are_applied_step_by_step_and_may_be_missing() -> Result<()> {
    let rule = ReduceLrOnPlateau::new().patience(1).factor(0.5)?.verbose(true);
    let plan = Plan::lr(0.1, Constant).lr_factor(1, 0.5).reduce_lr_on_plateau(rule).total_steps(12);
    let metrics = [Some(1.0), Some(0.5), None, Some(0.5), Some(0.5), Some(f64::NAN), None, Some(0.7), Some(0.2)];
    let lines: String = metrics.iter().map(|metric| metric.map_or(String::new(), |metric| format!("{metric}")) + "\n").collect();
    let folder = Folder::new()?.with("plan.json", plan.spec().to_json()?)?.with("losses.txt", &lines)?;
    let from_file = folder.run(["trace", "plan.json", "--metrics", "losses.txt"])?;
    let piped = folder.run_with(&lines, ["trace", "plan.json", "--metrics", "-"])?;
    assert_eq!((from_file.code, &from_file.out), (Some(0), &piped.out));

    let plan = plan.silent();
    let mut scheduler = Scheduler::start(&plan, 2, &mut DryRun)?;
    let rows = rows(&from_file.out)?;
    assert_eq!(rows.len(), 12);
    for (step, row) in rows {
        assert_eq!(row, values(scheduler.state()), "step {step}");
        if let Some(Some(metric)) = metrics.get(step as usize) {
            scheduler.metric(*metric, &mut DryRun)?;
        }
        scheduler.step(&mut DryRun)?;
    }
    assert!(scheduler.lr() < 0.1, "nothing was reduced");
    Ok(())
}

#[test]
fn the_rows_end_where_a_rule_asks_to_stop() -> Result<()> {
    let plan = Plan::lr(0.1, Constant).feedback(EarlyStopping::new(2)?).feedback(NewBob::new()).total_steps(12);
    let folder = Folder::new()?.with("plan.json", plan.spec().to_json()?)?.with("losses.txt", "0.9\n0.9\n0.9\n0.9\n")?;
    let ran = folder.run(["trace", "plan.json", "--metrics", "losses.txt"])?;
    assert_eq!(ran.out, "step,lr[0]\n0,0.1\n1,0.1\n2,0.05\n");
    Ok(())
}

#[test]
fn every_format_has_the_same_values() -> Result<()> {
    let folder = Folder::new()?.with("plan.json", PLAN)?;
    let trace = |format| -> Result<String> { Ok(folder.run(["trace", "plan.json", "--format", format])?.out) };
    let csv = trace("csv")?;
    let expected = rows(&csv)?;
    assert_eq!(csv.lines().next(), Some("step,lr[0],lr[1],momentum[0],momentum[1]"));
    assert_eq!(expected.len(), 20);

    let objects = trace("jsonl")?;
    let object = |line: &str| -> Result<_> {
        let object: Map<String, Value> = serde_json::from_str(line)?;
        let values =
            expected[0].1.iter().map(|(name, _)| Ok((name.clone(), object[name].as_f64().context("no number")?.to_bits())));
        Ok((object["step"].as_u64().context("no step")?, values.collect::<Result<Vec<_>>>()?))
    };
    assert_eq!(objects.lines().map(object).collect::<Result<Vec<_>>>()?, expected);

    let table = trace("table")?;
    let lines: Vec<_> = table.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(",")).collect();
    assert_eq!(lines, csv.lines().collect::<Vec<_>>());
    Ok(())
}

#[test]
fn a_partial_trace_has_the_rows_of_the_whole_trace() -> Result<()> {
    let rule = ReduceLrOnPlateau::new().patience(0);
    let feedback = PlanSpec::from_json(PLAN)?.plan()?.reduce_lr_on_plateau(rule).spec().to_json()?;
    let folder = Folder::new()?.with("plan.json", PLAN)?.with("feedback.json", feedback)?.with("metrics", "1\n".repeat(9))?;
    for plan in [vec!["plan.json"], vec!["feedback.json", "--metrics", "metrics"]] {
        let traced = |arguments: &[&str]| -> Result<_> { rows(&folder.run([&["trace"], &plan[..], arguments].concat())?.out) };
        let whole = traced(&[])?;
        let every_third: Vec<_> = whole.iter().step_by(3).cloned().collect();
        assert_eq!(traced(&["--every", "3"])?, every_third);
        assert_eq!(traced(&["--steps", "7"])?, whole[..7]);
        assert_eq!(traced(&["--every", "100"])?, whole[..1]);
    }
    Ok(())
}

#[test]
fn a_trace_can_skip_to_a_very_far_step() -> Result<()> {
    let folder = Folder::new()?.with("plan.json", PLAN)?;
    let ran = folder.run(["trace", "plan.json", "--steps", "9007199254740992", "--every", "4503599627370496"])?;
    assert_eq!(ran.out.lines().count(), 3, "{ran:?}");
    Ok(())
}

#[test]
fn the_number_of_groups_is_that_of_the_plan_or_of_the_option() -> Result<()> {
    let folder = Folder::new()?.with("plan.json", PLAN)?;
    let header = |arguments: &[&str]| -> Result<_> {
        let ran = folder.run([&["trace", "plan.json"], arguments].concat())?;
        Ok(ran.out.lines().next().unwrap_or(&ran.err).to_owned())
    };
    assert_eq!(header(&[])?, "step,lr[0],lr[1],momentum[0],momentum[1]");
    assert_eq!(header(&["--groups", "3"])?, "step,lr[0],lr[1],lr[2],momentum[0],momentum[1],momentum[2]");
    let refused = header(&["--groups", "1"])?;
    assert!(refused.starts_with("error: plan.json: plan: lr[1] names a group that the optimizer does not have"), "{refused}");
    Ok(())
}

#[test]
fn a_plan_is_read_from_standard_input_in_either_format() -> Result<()> {
    let folder = Folder::new()?.with("plan.json", PLAN)?;
    let expected = folder.run(["trace", "plan.json"])?.out;
    let toml = PlanSpec::from_json(PLAN)?.to_toml()?;
    for text in [PLAN, &toml] {
        assert_eq!(folder.run_with(text, ["trace", "-"])?.out, expected);
    }
    Ok(())
}
