//! Random plans and random actions of a training loop: the optimizer uses the rates of the state.

use crate::property::acts::{acts, perform};
use crate::property::plans::{PlanFile, plans};
use crate::property::runner::runner;
use crate::scalars::Scalars;
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;
use serde_json::json;
use tch::nn::{OptimizerConfig, Sgd};

/// The plan without hyperparameters with which a step of SGD would not equal the rate, or that SGD does not have.
fn rates_alone(mut file: PlanFile) -> PlanFile {
    if let Some(fields) = file.json.as_object_mut() {
        fields.insert("momentum".into(), json!({"base": 0.0}));
        ["weight_decay", "beta2", "eps"].iter().for_each(|name| drop(fields.remove(*name)));
    }
    file
}

#[test]
fn libtorch_uses_the_rates_of_the_state_under_random_plans_and_actions() {
    let law = |(file, acts): (PlanFile, Vec<_>)| {
        let failed = |error: tch_lr_scheduler::Error| TestCaseError::fail(error.to_string());
        let mut scalars = Scalars::new(&(0..file.groups).collect::<Vec<_>>());
        let mut optimizer = Sgd::default().build(&scalars.vs, 1.0).map_err(|error| TestCaseError::fail(error.to_string()))?;
        let mut scheduler = file.plan().and_then(|plan| plan.start(&scalars.vs, &mut optimizer)).map_err(failed)?;
        for act in acts {
            perform(&act, &mut scheduler, &mut optimizer).map_err(failed)?;
            scalars.set(0.0);
            optimizer.backward_step(&scalars.loss(1.0));
            let used: Vec<u64> = scalars.weights().iter().map(|weight| (0.0 - weight).to_bits()).collect();
            let told: Vec<u64> = scheduler.lrs().iter().map(|lr| (0.0 + lr).to_bits()).collect();
            prop_assert_eq!(used, told, "after {:?}: {:?}", act, scheduler.lrs());
        }
        Ok(())
    };
    runner(400).run(&(plans().prop_map(rates_alone), acts()), law).unwrap_or_else(|failure| panic!("{failure}"));
}
