use anyhow::Result;

use crate::{Constant, CosineAnnealingLr, DryRun, MultiStepLr, OneCycleLr, Plan, ReduceLrOnPlateau, Scheduler};

#[test]
fn the_curves_are_what_a_scheduler_gives() -> Result<()> {
    let rule = ReduceLrOnPlateau::new().patience(1).factor(0.5)?;
    let plan = Plan::lr(0.1, CosineAnnealingLr::new(40)?).lr_factor(1, 0.5).expect_groups(2).reduce_lr_on_plateau(rule).silent();
    let losses: Vec<_> = (0..30).map(|step| (step % 3 > 0).then_some(1.0)).collect();
    let curves = plan.curves("lr", 2, Some(40), &losses)?;
    let mut scheduler = Scheduler::start(&plan, 2, &mut DryRun)?;
    for step in 0..40 {
        for (group, (_, points)) in curves.curves.iter().enumerate() {
            assert_eq!(points[step], (step as f64, scheduler.lrs()[group]));
        }
        if let Some(Some(loss)) = losses.get(step) {
            scheduler.metric(*loss, &mut DryRun)?;
        }
        scheduler.step(&mut DryRun)?;
    }
    assert!(scheduler.state().lr[0] < plan.preview(2, 40)?.lr[0] + 1e-9);
    Ok(())
}

#[test]
fn metrics_need_a_rule() {
    let plan = Plan::lr(0.1, Constant);
    assert!(plan.curves("lr", 1, Some(5), &[None, Some(1.0)]).is_err());
    assert!(plan.curves("lr", 1, Some(5), &[None, None]).is_ok(), "no metric was given");
}

#[test]
fn every_setting_of_a_plan_has_curves_and_no_other_name_has() -> Result<()> {
    let plan = Plan::lr(0.1, OneCycleLr::new(0.1, 100)?).scalar("batch", 8.0, Constant).total_steps(100);
    for (setting, boundaries) in [("lr", 1), ("momentum", 1), ("batch", 0)] {
        let curves = plan.curves(setting, 1, None, &[])?;
        assert_eq!((curves.curves.len(), curves.phase_boundaries.len()), (1, boundaries), "{setting}");
        assert_eq!(curves.curves[0].0, setting);
    }
    assert!(plan.curves("weight_decay", 1, None, &[])?.curves.is_empty());
    assert!(plan.curves("l", 1, None, &[])?.phase_boundaries.is_empty());
    Ok(())
}

#[test]
fn a_plan_without_a_length_needs_steps() -> Result<()> {
    let refused = Plan::lr(0.1, Constant).plot(1, None);
    assert!(refused.is_err_and(|error| error.to_string().contains("total_steps")));
    assert!(Plan::lr(0.1, Constant).plot(1, Some(3))?.to_svg().is_ok());
    Ok(())
}

#[test]
fn of_many_groups_the_first_the_last_and_the_extremes_are_drawn() -> Result<()> {
    let factor = |group: usize| match group {
        777 => 9.0,
        1234 => 0.5,
        group => 1.0 + group as f64 / 5000.0,
    };
    let plan = (0..3000).fold(Plan::lr(0.1, Constant).expect_groups(3001), |plan, group| plan.lr_factor(group, factor(group)));
    let curves = plan.curves("lr", 3001, Some(4), &[])?;
    let labels: Vec<_> = curves.curves.iter().map(|(label, _)| label.as_str()).collect();
    assert!(labels.len() <= 256 && labels.len() + curves.omitted == 3000, "{} and {}", labels.len(), curves.omitted);
    for label in ["lr[0], lr[3000]", "lr[2999]", "lr[777]", "lr[1234]"] {
        assert!(labels.contains(&label), "{label}");
    }
    Ok(())
}

#[test]
fn a_label_of_many_groups_is_short() -> Result<()> {
    let plan = (0..500).fold(Plan::lr(0.1, Constant).expect_groups(1000), |plan, group| plan.lr_factor(2 * group, 0.5));
    let curves = plan.curves("lr", 1000, Some(4), &[])?;
    let labels: Vec<_> = curves.curves.iter().map(|(label, _)| label.as_str()).collect();
    assert_eq!(labels, ["lr[0], lr[2], lr[4], lr[6] and 496 more", "lr[1], lr[3], lr[5], lr[7] and 496 more"]);
    Ok(())
}

#[test]
fn a_long_run_keeps_its_jumps() -> Result<()> {
    let plan = Plan::lr(0.1, MultiStepLr::new([123_456_789], 0.1)?);
    let curves = plan.curves("lr", 1, Some(1_000_000_000), &[])?;
    let (_, points) = &curves.curves[0];
    assert!(points.len() < 1 << 15, "{}", points.len());
    let jump = points.windows(2).find(|pair| pair[0].1 != pair[1].1).map(|pair| pair[1].0);
    assert_eq!(jump, Some(123_456_789.0), "a staircase holds the value before until then");
    Ok(())
}
