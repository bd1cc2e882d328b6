//! Plans and states that cannot be written for torch.

use crate::common::cases;
use crate::common::refusals::assert_says;
use tch_lr_scheduler::*;

#[test]
fn a_plan_that_torch_cannot_express_is_refused_with_the_place() -> Result<()> {
    let refused = |plan: Plan, step: u64, message: &str| -> Result<()> {
        assert_says(pytorch::write(&plan, &plan.preview(2, step)?), &format!("plan: {message}"));
        Ok(())
    };
    let nothing = "expected nothing, because torch's schedulers have no such part, found a schedule";
    let plain = || Plan::lr(0.1, Constant);
    refused(plain().weight_decay(0.1, Constant), 0, &format!("weight_decay: {nothing}"))?;
    refused(plain().momentum(0.9, Constant), 0, &format!("momentum: {nothing}"))?;
    refused(plain().scalar("batch", 8.0, Constant), 0, &format!("scalars.batch: {nothing}"))?;
    let rule = ReduceLrOnPlateau::new;
    let expected = "expected Constant beside the feedback rule, because torch's ReduceLROnPlateau has no schedule";
    refused(
        Plan::lr(0.1, StepLr::new(3, 0.5)?).reduce_lr_on_plateau(rule()),
        0,
        &format!("lr.schedule: {expected}, found StepLR"),
    )?;
    refused(
        plain().reduce_lr_on_plateau(rule().during(5..)),
        0,
        "feedback.during: expected all steps, because torch's rule uses every metric, found an object with from",
    )?;
    refused(
        plain().reduce_lr_on_plateau(rule().threshold_mode(ThresholdMode::Magnitude)),
        0,
        "feedback.threshold_mode: expected \"rel\" or \"abs\", because torch has no other mode, found \"magnitude\"",
    )?;
    refused(
        Plan::lr(0.1, StepLr::new(3, 0.5)?).lr_group(1, 0.1, StepLr::new(3, 0.25)?),
        0,
        "lr.schedule.gamma: expected 0.5 in every group, because torch has one scheduler for all groups, found 0.25 in group 1",
    )?;
    refused(
        Plan::lr(0.1, StepLr::new(3, 0.5)?).lr_group(1, 0.1, ExponentialLr::new(0.5)?),
        0,
        "lr.schedule.type: expected \"StepLR\" in every group, because torch has one scheduler for all groups, found \"ExponentialLR\" in group 1",
    )?;
    refused(
        Plan::lr(0.1, SwaLr::new(0.05)?).lr_factor(1, 0.5),
        0,
        "lr.factor: expected a factor of 1, because this schedule has absolute rates and torch has no factors, found 0.5",
    )?;
    refused(
        Plan::lr(0.1, OneCycleLr::new(0.1, 20)?),
        20,
        "lr.schedule: expected a step below its total_steps, 20, because torch's OneCycleLR has no rates after its end, found 20",
    )?;
    let two = OneCycleLr::new(0.1, 20)?.then(15, OneCycleLr::new(0.5, 20)?);
    refused(
        Plan::lr(0.1, two),
        3,
        "lr.schedule.schedulers[1]: expected initial_lr 0.004 in group 0, because torch's schedulers of one optimizer share it, found 0.02",
    )?;
    let later = Constant.then(5, Constant.then(5, ExponentialLr::new(0.5)?));
    refused(
        Plan::lr(0.1, later),
        3,
        "lr.schedule.schedulers[1]: expected a class that torch can start later in a sequence, which a composite is not (pytorch#132745), found SequentialLR",
    )?;

    let plan = plain();
    let mut scheduler = Scheduler::start(&plan, 2, &mut DryRun)?;
    let cooled = scheduler.cool_down(Cooldown::to(0.0, 5)?, &mut DryRun)?.clone();
    assert_says(
        pytorch::write(&plan, &cooled),
        "plan: cooldown: expected nothing, because torch's schedulers have no such part, found a cooldown",
    );
    let foreign = Plan::lr(0.2, Constant).preview(2, 0)?;
    assert_says(pytorch::write(&plan, &foreign), "state: the plan has changed since: lr.base was 0.2, is 0.1");
    Ok(())
}

#[test]
fn every_schedule_that_torch_lacks_is_refused() -> Result<()> {
    let ours = cases::all().into_iter().filter(|case| case.torch.is_none());
    let (mut refused, mut written) = (0, vec![]);
    for case in ours {
        let plan = Plan::lr(0.1, case.schedule());
        match pytorch::write(&plan, &plan.preview(1, 3)?) {
            Err(Error::Data { file, path, .. }) => {
                assert!(file.as_deref() == Some("plan") && path.starts_with("lr.schedule"), "{}: {path}", case.name);
                refused += 1;
            }
            Err(error) => panic!("{}: {error}", case.name),
            Ok(_) => written.push(case.name),
        }
    }
    // These consist of torch's classes.
    let expected = |name: &&str| {
        ["Constant", "MultiplicativeLr(", "SequentialLr(SequentialLr(", "ChainedScheduler("]
            .iter()
            .any(|torchs| name.starts_with(torchs))
    };
    assert!(written.iter().all(expected) && refused > 25, "written: {written:?}");
    Ok(())
}
