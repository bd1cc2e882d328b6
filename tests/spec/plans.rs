//! Every part of a plan as data.

use crate::common::bits::assert_same_bits;
use crate::common::refusals::assert_says;
use std::ops::Bound;
use tch_lr_scheduler::*;

fn everything() -> Result<Plan> {
    let rule = ReduceLrOnPlateau::new().mode(Mode::Max).factor(0.3)?.patience(2).threshold(0.01)?.cooldown(3);
    let rule = rule.threshold_mode(ThresholdMode::Magnitude).min_lrs([1e-4, 0.0, 1e-3])?.eps(1e-7)?.during(5..80);
    Ok(Plan::lr(0.1, CosineAnnealingLr::new(90)?.eta_min(1e-4)?.warmup(10)?)
        .lr_group(1, 0.02, StepLr::new(30, 0.1)?)
        .lr_factor(1, 0.5)
        .lr_factor(2, 0.1)
        .expect_groups(3)
        .momentum(0.9, LinearLr::new(0.5, 1.0, 20)?)
        .weight_decay(0.01, ExponentialLr::new(0.99)?)
        .weight_decay_group(0, 0.0, Constant)
        .beta2(0.99, LinearLr::new(0.9, 1.0, 20)?)
        .beta2_group(2, 0.95, Constant)
        .eps(1e-8, ExponentialLr::new(1.1)?)
        .eps_group(1, 1e-6, Constant)
        .scalar("temperature", 2.0, PolynomialLr::new(50, 2.0)?)
        .scalar("batch size", 32.0, MultiStepLr::new([30, 60], 2.0)?)
        .reduce_lr_on_plateau(rule)
        .total_steps(100))
}

pub fn plans() -> Result<Vec<Plan>> {
    Ok(vec![
        everything()?,
        Plan::lr(0.0, Constant),
        Plan::lr_groups([(0.1, OneCycleLr::new(0.1, 100)?), (0.2, OneCycleLr::new(0.2, 100)?)]).lr_factor(0, 0.5),
        Plan::lr_groups([(0.1, Constant)]).lr_group(0, 0.2, Constant),
        Plan::lr(0.1, StepLr::new(3, 0.5)?).layer_wise(5, 0.8).expect_groups(5),
        Plan::lr(0.1, Constant).momentum_opposite_to_lr(0.85, 0.95, 0.0..0.1).weight_decay_at_lr(0.01, 0.1),
        Plan::lr(0.1, StepLr::new(3, 0.5)?).lr_base(1, 0.01).lr_base(2, 0.02).lr_factor(2, 0.5).momentum(0.9, StepLr::new(2, 0.5)?),
        Plan::lr(0.1, StepLr::new(3, 0.5)?)
            .lr_base(1, 1.0)
            .momentum(0.9, LinearLr::new(0.5, 1.0, 20)?)
            .momentum_base(1, 0.4)
            .weight_decay_proportional_to_lr(0.01)
            .weight_decay_base(1, 0.02)
            .weight_decay_factor(1, 0.5)
            .momentum_factor(0, 0.5)
            .weight_decay_at_lr_group(2, 0.01, 0.3),
        Plan::lr(0.1, Constant)
            .momentum_opposite_to_lr(0.85, 0.95, 0.0..0.1)
            .momentum_opposite_to_lr_group(1, 0.5, 0.6, 0.0..0.2)
            .weight_decay(0.1, ExponentialLr::new(0.5)?)
            .weight_decay_proportional_to_lr_group(2, 0.3),
        Plan::lr(0.1, MultiStepLr::new([30, 45], 0.1)?.warmup_beside(5)?).lr_group(
            1,
            0.1,
            Table::values([(0, 0.1), (50, 0.01)])?.linear(),
        ),
        Plan::lr(0.1, Piecewise::starting_at(1.0)?.jump_to(80, 0.316)?.jump_to(90, 0.1)?),
        Plan::lr(0.1, Constant).momentum_group(1, 0.5, Constant).weight_decay_group(1, 0.5, Constant),
        Plan::lr(0.1, Constant).reduce_lr_on_plateau(ReduceLrOnPlateau::new().min_lr(0.01)?.verbose(true).during(..=7)),
        Plan::lr(0.1, Constant).reduce_lr_on_plateau(ReduceLrOnPlateau::new().during((Bound::Excluded(4), Bound::Unbounded))),
        Plan::lr(5e-324, Constant.scale(1e300)?).total_steps(u64::MAX >> 1),
    ])
}

#[test]
fn a_plan_is_unchanged_after_writing_and_reading() -> Result<()> {
    for plan in plans()? {
        let spec = plan.spec();
        for again in [PlanSpec::from_json(&spec.to_json()?)?.plan()?, PlanSpec::from_toml(&spec.to_toml()?)?.plan()?] {
            assert_eq!(again.spec(), spec);
            assert_eq!(again.run_length(), plan.run_length());
            assert_eq!(format!("{again:?}"), format!("{plan:?}"));
            let knows = |plan: &Plan, step| plan.preview(3, step).map_err(|error| error.to_string());
            for step in 0..120 {
                assert_eq!(knows(&again, step), knows(&plan, step));
            }
        }
    }
    Ok(())
}

#[test]
fn a_plan_can_be_part_of_a_programs_serde_configuration() -> anyhow::Result<()> {
    let spec = everything()?.spec();
    let text = serde_json::to_string(&spec)?;
    let again: PlanSpec = serde_json::from_str(&text)?;
    assert_eq!(again, spec);
    assert_eq!(again.to_string(), spec.to_string());
    Ok(())
}

#[test]
fn a_file_is_toml_if_its_name_says_so_and_json_otherwise() -> anyhow::Result<()> {
    let folder = std::env::temp_dir().join(format!("tch-lr-plans-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let spec = everything()?.spec();
    for name in ["plan.toml", "plan.json", "plan", "PLAN.TOML"] {
        let path = folder.join(name);
        spec.write(&path)?;
        assert_eq!(PlanSpec::read(&path)?.plan()?.spec(), spec, "{name}");
        let is_json = std::fs::read_to_string(&path)?.starts_with('{');
        assert_eq!(is_json, !name.to_lowercase().ends_with("toml"), "{name}");
    }
    std::fs::write(folder.join("bad.json"), r#"{"lr": {"base": 0.1, "schedule": {"type": "StepLR", "step_size": 0}}}"#)?;
    let error = PlanSpec::read(folder.join("bad.json"))?.plan().unwrap_err().to_string();
    assert!(error.contains("bad.json: lr.schedule.step_size: expected at least 1, found 0\n --> "), "{error}");
    let excerpt = "bad.json:1:53\n  |\n1 | {\"lr\": {\"base\": 0.1, \"schedule\": {\"type\": \"StepLR\", \"step_size\": 0}}}\n  |";
    assert!(error.contains(excerpt) && error.ends_with(&format!("\n  | {}^", " ".repeat(52))), "{error}");
    std::fs::remove_dir_all(folder)?;
    Ok(())
}

#[test]
fn a_file_with_another_ending_is_read_as_what_it_contains() -> anyhow::Result<()> {
    let folder = std::env::temp_dir().join(format!("tch-lr-endings-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let spec = everything()?.spec();
    let read = |name: &str, contents: &str| -> anyhow::Result<_> {
        std::fs::write(folder.join(name), contents)?;
        Ok(PlanSpec::read(folder.join(name))
            .and_then(|spec| spec.plan())
            .map(|plan| plan.spec())
            .map_err(|error| error.to_string()))
    };
    for contents in [spec.to_json()?, spec.to_toml()?] {
        for name in ["plan", "plan.txt", "plan.yaml", "plan.conf"] {
            assert_eq!(read(name, &contents)?, Ok(spec.clone()), "{name}");
            assert_eq!(read(name, &format!("\u{feff}{contents}"))?, Ok(spec.clone()), "{name} with a byte order mark");
        }
    }
    for (name, contents, cause) in [
        ("plan.json", spec.to_toml()?, "the file contains TOML: let its name end in .toml"),
        ("plan.toml", spec.to_json()?, "the file contains JSON: let its name end in .json"),
        (
            "plan.yaml",
            "lr:\n  base: 0.1\n".into(),
            "YAML is not read: write the plan as TOML or JSON, or turn a configuration of another library into one with tch-lr import",
        ),
    ] {
        let message = read(name, &contents)?.err().unwrap_or_default();
        assert!(message.contains(&format!("{name}: {cause} (found ")), "{message}");
    }
    std::fs::remove_dir_all(folder)?;
    Ok(())
}

/// Floats are written with the fewest digits that read back as the same bits.
#[test]
fn numbers_keep_their_bits_in_text() -> Result<()> {
    let mut generator = crate::common::generator::Generator::new(7);
    for _ in 0..20_000 {
        let base = f64::from_bits(generator.whole(0, f64::MAX.to_bits()));
        let spec = Plan::lr(base, Constant).spec();
        for again in [PlanSpec::from_json(&spec.to_json()?)?, PlanSpec::from_toml(&spec.to_toml()?)?] {
            assert_same_bits(&again.plan()?.preview(1, 0)?.lr, &[base], "base");
        }
    }
    Ok(())
}

#[test]
fn an_unnamed_closure_cannot_be_written_and_differs_from_no_closure() -> Result<()> {
    let cyclic = |scaled: bool| -> Result<Plan> {
        let schedule = CyclicLr::new(0.01, 0.1)?;
        Ok(Plan::lr(0.1, if scaled { schedule.scale_fn(ScaleMode::Cycle, |cycle| 1.0 / cycle) } else { schedule }))
    };
    assert_says(
        cyclic(true)?.spec().to_json(),
        "lr.schedule.scale_fn: expected the name of a function, or an object with power, constant, table or interpolate, \
         found a closure without a name, which cannot be read back",
    );
    assert_eq!(cyclic(true)?.spec(), cyclic(true)?.spec());
    assert_ne!(cyclic(true)?.spec(), cyclic(false)?.spec());
    Ok(())
}
