//! What multiplies the values of groups: a number, a schedule, and the factors of layers. The same in files and in Rust.

use crate::common::refusals::assert_says;
use tch_lr_scheduler::*;

fn plan_of(toml: &str) -> Result<Plan> {
    PlanSpec::from_toml(toml)?.plan()
}

const COSINE: &str = "base = 0.1\nschedule = { type = 'CosineAnnealingLR', T_max = 100 }\n";

fn cosine() -> Result<Plan> {
    Ok(Plan::lr(0.1, CosineAnnealingLr::new(100)?))
}

#[test]
fn files_and_rust_have_the_same_factors() -> Result<()> {
    let pairs = [
        ("layer_wise = { layers = 5, decay = 0.75 }", cosine()?.layer_wise(5, 0.75)),
        (
            "layer_wise = { layers = 3, decay = 0.5, groups_per_layer = 2, min_factor = 0.3 }",
            cosine()?.layer_wise_with(LayerWise::new(3, 0.5)?.groups_per_layer(2)?.min_factor(0.3)?),
        ),
        ("groups.1 = { times = { type = 'StepLR', step_size = 30 } }", cosine()?.lr_times(1, StepLr::new(30, 0.1)?)),
        (
            "layer_wise = { layers = 2, decay = 0.5 }\n\
             groups.1 = { base = 0.5, factor = 2, times = { type = 'LinearLR', total_iters = 9 } }",
            cosine()?.layer_wise(2, 0.5).lr_base(1, 0.5).lr_factor(1, 2.0).lr_times(1, LinearLr::new(1.0 / 3.0, 1.0, 9)?),
        ),
    ];
    for (lr, code) in pairs {
        let file = plan_of(&format!("[lr]\n{COSINE}{lr}"))?;
        assert_eq!(file.spec(), code.spec(), "{lr}");
        let groups = file.named_groups();
        assert_eq!(groups, code.named_groups(), "{lr}");
        for again in [PlanSpec::from_json(&code.spec().to_json()?)?, PlanSpec::from_toml(&code.spec().to_toml()?)?] {
            assert_eq!(again, code.spec());
            for step in [0, 5, 50, 100, 150] {
                assert_eq!(again.plan()?.preview(groups, step)?.lr, code.preview(groups, step)?.lr, "{lr}");
            }
        }
    }
    Ok(())
}

/// timm: `max(min_scale, layer_decay ** (layer_max - i))` for each layer `i`.
#[test]
fn factors_of_layers_are_those_of_timm() -> Result<()> {
    for (layers, decay, per_layer, least) in
        [(14, 0.75, 1, 0.0), (14, 0.65, 2, 0.01), (1, 0.5, 3, 0.0), (6, 1.0, 1, 0.0), (4, 0.0, 1, 0.0)]
    {
        let factors = LayerWise::new(layers, decay)?.groups_per_layer(per_layer)?.min_factor(least)?;
        let plan = Plan::lr(1.0, Constant).layer_wise_with(factors);
        // A group behind those of the layers keeps its rate.
        let found = plan.preview(layers * per_layer + 1, 0)?.lr;
        assert_eq!(found.last(), Some(&1.0));
        for (group, factor) in found[..layers * per_layer].iter().enumerate() {
            let expected = decay.powi((layers - 1 - group / per_layer) as i32).max(least);
            assert!((factor - expected).abs() <= 1e-15 * expected, "{factor} and {expected} of group {group}");
        }
        assert_eq!(plan.named_groups(), layers * per_layer);
    }
    Ok(())
}

#[test]
fn a_schedule_of_a_group_multiplies_what_the_group_has_without_it() -> Result<()> {
    let factor = LinearLr::new(0.25, 1.0, 40)?;
    let plans: [(Plan, Plan); 5] = [
        (cosine()?, cosine()?.lr_times(1, factor)),
        (cosine()?.lr_base(1, 0.5), cosine()?.lr_base(1, 0.5).lr_times(1, factor)),
        (cosine()?.lr_group(1, 0.5, StepLr::new(9, 0.5)?), cosine()?.lr_group(1, 0.5, StepLr::new(9, 0.5)?).lr_times(1, factor)),
        (cosine()?.lr_factor(1, 0.5), cosine()?.lr_factor(1, 0.5).lr_times(1, factor)),
        (Plan::lr(0.1, OneCycleLr::new(0.1, 100)?), Plan::lr(0.1, OneCycleLr::new(0.1, 100)?).lr_times(1, factor)),
    ];
    for (without, with) in plans {
        for step in 0..100 {
            let (without, with) = (without.preview(2, step)?, with.preview(2, step)?);
            let expected = without.lr[1] * factor.at(1.0, step);
            assert!((with.lr[1] - expected).abs() <= 1e-15 * expected, "at step {step}");
            assert_eq!((with.lr[0], &with.momentum), (without.lr[0], &without.momentum));
        }
    }
    let others =
        Plan::lr(0.1, Constant).momentum(0.8, Constant).beta2(0.5, Constant).eps(1e-8, Constant).weight_decay(0.1, Constant);
    let half = ConstantLr::new(0.5, 9)?;
    let times = others.momentum_times(1, half).beta2_times(1, half).eps_times(1, half).weight_decay_times(1, half);
    let state = times.preview(2, 0)?;
    assert_eq!(
        [&state.momentum, &state.beta2, &state.eps, &state.weight_decay],
        [&[0.8, 0.4], &[0.5, 0.25], &[1e-8, 5e-9], &[0.1, 0.05]]
    );
    assert_eq!(PlanSpec::from_toml(&times.spec().to_toml()?)?.plan()?.preview(2, 0)?, state);
    Ok(())
}

#[test]
fn a_run_with_factors_resumes_to_the_bit_and_names_what_has_changed() -> Result<()> {
    let plan = |decay| -> Result<Plan> { Ok(cosine()?.layer_wise(3, decay).lr_times(2, ExponentialLr::new(0.9)?)) };
    let mut scheduler = Scheduler::start(&plan(0.5)?, 3, &mut DryRun)?;
    for _ in 0..7 {
        scheduler.step(&mut DryRun)?;
    }
    let saved = State::from_json(&scheduler.state().to_json()?)?;
    let mut resumed = Scheduler::start(&plan(0.5)?, 3, &mut DryRun)?;
    resumed.load(saved.clone(), &mut DryRun)?;
    for _ in 0..7 {
        assert_eq!(resumed.step(&mut DryRun)?, scheduler.step(&mut DryRun)?);
    }
    let changed = Scheduler::start(&plan(0.8)?, 3, &mut DryRun)?.load(saved, &mut DryRun).map(drop);
    assert_says(changed, "state: the plan has changed since: lr.layer_wise.decay was 0.5, is 0.8");
    Ok(())
}

#[test]
fn an_error_names_the_place_and_what_to_write() {
    let cases = [
        ("[lr]\nbase = 1\nlayer_wise = { layers = 3 }", "lr.layer_wise: "),
        (
            "[lr]\nbase = 1\nlayer_wise = { layers = 3, decay = -1 }",
            "lr.layer_wise.decay: expected finite and not negative, found -1.0",
        ),
        ("[lr]\nbase = 1\nlayer_wise = { layers = 0, decay = 1 }", "lr.layer_wise.layers: expected at least 1, found 0"),
        ("[lr]\nbase = 1\nlayer_wise = { layers = 3, deacy = 1 }", "lr.layer_wise.deacy: did you mean decay?"),
        (
            "[lr]\nbase = 1\nlayer_wise = { layers = 3, decay = 1, min_factor = 2 }",
            "lr.layer_wise.min_factor: expected from 0 to 1",
        ),
        ("[lr]\nbase = 1\nlayerwise = { layers = 3, decay = 1 }", "lr.layerwise: did you mean layer_wise?"),
        (
            "lr = { base = 1 }\n[weight_decay]\nbase = 1\nlayer_wise = { layers = 3, decay = 1 }",
            "weight_decay.layer_wise: expected one of ",
        ),
        ("[lr]\nbase = 1\ngroups.1 = { times = 0.5 }", "lr.groups.1.times: write factor = 0.5 for a number"),
        ("[lr]\nbase = 1\ngroups.1 = { times = { type = 'StepLR' } }", "lr.groups.1.times: StepLR needs step_size"),
        ("[lr]\nbase = 1\ngroups.1 = { time = {} }", "lr.groups.1.time: did you mean times?"),
        ("[lr]\nbase = 1\ngroups.1 = { }", "lr.groups.1: expected at least one of base, schedule, factor, times"),
        (
            "lr = { base = 1 }\n[weight_decay]\nproportional_to_lr = { weight_decay = 1 }\ngroups.1 = { times = { type = 'Constant' } }",
            "weight_decay.groups.1.times: write a factor in place of times, or give the group a base and a schedule",
        ),
    ];
    for (toml, expected) in cases {
        let error = plan_of(toml).map(|plan| plan.spec()).unwrap_err().to_string();
        assert!(error.starts_with(expected), "{toml}: {error}");
    }
}

#[test]
fn a_group_that_a_schedule_multiplies_is_described_and_checked() -> Result<()> {
    let file = format!(
        "total_steps = 100\n[lr]\n{COSINE}groups.1 = {{ times = {{ type = 'LinearLR', start_factor = 0.5, total_iters = 20 }} }}"
    );
    let plan = plan_of(&file)?;
    let descriptions = plan.describe(2, None)?;
    let subjects: Vec<_> = descriptions.iter().map(|one| (one.subject.as_str(), one.phase_boundaries.clone())).collect();
    assert_eq!(subjects, [("lr[0]", vec![]), ("lr[1]", vec![20])]);
    assert!(descriptions[1].sentence.contains("linear"), "{}", descriptions[1].sentence);
    assert_eq!(PlanSpec::from_toml(&file)?.check(2, None)?, []);

    let cut = file.replace("'LinearLR', start_factor = 0.5, total_iters = 20", "'CosineAnnealingLR', T_max = 200");
    let warnings = PlanSpec::from_toml(&cut)?.check(2, None)?;
    let kinds: Vec<_> = warnings.iter().map(|warning| (warning.kind, warning.path.as_str())).collect();
    assert_eq!(kinds, [(WarningKind::CutOff, "lr.groups.1.times.T_max")]);
    assert!(warnings[0].message.starts_with("lr.groups.1.times.T_max is 200"), "{}", warnings[0].message);
    assert_eq!(warnings[0].position.map(|position| position.line), Some(5));

    // The common schedule has one warning, at its own place.
    let common = file.replace("T_max = 100", "T_max = 200");
    let warnings = PlanSpec::from_toml(&common)?.check(2, None)?;
    let found: Vec<_> = warnings.iter().map(|warning| (warning.kind, warning.path.as_str())).collect();
    assert_eq!(found, [(WarningKind::CutOff, "lr.schedule.T_max")]);
    Ok(())
}
