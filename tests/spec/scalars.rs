//! Scalars that are coupled to the rate, in files and in Rust.

use crate::common::refusals::{NEGATIVE_OR_NOT_FINITE, assert_refuses, assert_says};
use tch_lr_scheduler::*;

fn plan_of(scalars: &str) -> Result<Plan> {
    let lr = "[lr]\nbase = 0.4\nschedule = { type = 'LinearLR', start_factor = 0.5, total_iters = 4 }\ngroups.1 = { factor = 3 }";
    PlanSpec::from_toml(&format!("{lr}\n[scalars]\n{scalars}"))?.plan()
}

fn in_rust() -> Result<Plan> {
    Ok(Plan::lr(0.4, LinearLr::new(0.5, 1.0, 4)?).lr_factor(1, 3.0))
}

#[test]
fn files_and_rust_have_the_same_scalars() -> Result<()> {
    let pairs = [
        ("rho = { proportional_to_lr = { value = 0.05 } }", in_rust()?.scalar_proportional_to_lr("rho", 0.05)),
        ("rho = { proportional_to_lr = { value = 0.05, at_lr = 0.1 } }", in_rust()?.scalar_at_lr("rho", 0.05, 0.1)),
    ];
    for (file, code) in pairs {
        assert_eq!(plan_of(file)?.spec(), code.spec());
        assert_eq!(PlanSpec::from_json(&code.spec().to_json()?)?, code.spec());
    }
    Ok(())
}

#[test]
fn a_scalar_follows_the_current_rate_of_the_first_group() -> Result<()> {
    let rule = ReduceLrOnPlateau::new().factor(0.5)?.patience(0);
    let plan = in_rust()?.scalar_proportional_to_lr("rho", 0.05).scalar_at_lr("sigma", 1.0, 0.2).reduce_lr_on_plateau(rule);
    let mut scheduler = Scheduler::start(&plan, 2, &mut DryRun)?;
    for (step, metric) in [1.0, 1.0, 0.5, 0.5, 0.4, 0.4].into_iter().enumerate() {
        if step == 4 {
            scheduler.cool_down(Cooldown::to(0.0, 3)?, &mut DryRun)?;
        }
        scheduler.metric(metric, &mut DryRun)?;
        let state = scheduler.step(&mut DryRun)?;
        assert_eq!(state.scalar("rho"), Some(0.05 * (state.lr[0] / 0.4)));
        assert_eq!(state.scalar("sigma"), Some(state.lr[0] / 0.2));
        let mut resumed = Scheduler::start(&plan, 2, &mut DryRun)?;
        assert_eq!(resumed.load(State::from_json(&state.to_json()?)?, &mut DryRun)?, scheduler.state());
    }
    assert!(scheduler.state().scalar("rho") < Some(0.01));
    Ok(())
}

#[test]
fn a_coupled_scalar_is_described() -> Result<()> {
    let plan = in_rust()?.scalar_proportional_to_lr("rho", 0.05).scalar("batch_size", 32.0, Constant);
    let sentences: Vec<_> = plan.describe(2, Some(10))?.iter().map(|one| format!("{}: {}", one.subject, one.sentence)).collect();
    assert_eq!(sentences[2..], ["batch_size: constant 32", "rho: proportional to the rate of group 0, 0.05 at its highest rate"]);
    let at_lr = in_rust()?.scalar_at_lr("rho", 0.05, 0.1).describe(2, None)?;
    assert_eq!(at_lr[2].sentence, "proportional to the rate of group 0, 0.05 at a rate of 0.1");
    Ok(())
}

#[test]
fn mistakes_are_refused() -> Result<()> {
    let message = "plan: value must be finite and not negative for rho";
    assert_refuses(&NEGATIVE_OR_NOT_FINITE, message, |value| in_rust()?.scalar_proportional_to_lr("rho", value).preview(2, 0));
    assert_says(
        in_rust()?.scalar_at_lr("rho", 0.1, 0.0).preview(2, 0),
        "plan: at_lr must be finite and above 0 for rho, found 0.0",
    );
    let twice = in_rust()?.scalar("rho", 0.1, Constant).scalar_proportional_to_lr("rho", 0.1);
    assert_says(twice.preview(2, 0), "plan: the scalar rho is given twice, expected once");
    let both = "rho = { base = 1, proportional_to_lr = { value = 0.05 } }";
    assert_says(plan_of(both), "scalars.rho: expected base and schedule, or proportional_to_lr, found both");
    assert_says(plan_of("rho = { }"), "scalars.rho: expected a field base, found an empty object");
    let misspelt = plan_of("rho = { proportional_to_lr = { value = 1, at = 1 } }").map(drop).unwrap_err().to_string();
    assert!(misspelt.starts_with("scalars.rho.proportional_to_lr.at: expected one of"), "{misspelt}");
    Ok(())
}
