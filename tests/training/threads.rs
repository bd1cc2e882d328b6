//! Networks that train in parallel threads under the schedules of one plan.

use crate::network::train;
use std::thread;
use tch::{Kind, nn};
use tch_lr_scheduler::{ChainedScheduler, CosineAnnealingLr, LinearLr, MultiplicativeLr, Plan, Result, Schedule};

/// Groups with different schedules without a closed form, which cache the position of their walk.
fn plan() -> Result<Plan> {
    let chain = ChainedScheduler::new([LinearLr::new(0.1, 1.0, 30)?.boxed(), CosineAnnealingLr::new(300)?.eta_min(1e-4)?.boxed()])?;
    Ok(Plan::lr(0.1, chain).lr_group(1, 0.05, MultiplicativeLr::new(|_| 0.995)))
}

#[test]
fn eight_networks_that_train_at_once_end_with_the_weights_of_one_that_trains_alone() -> Result<()> {
    let sgd = nn::Sgd { momentum: 0.9, ..Default::default() };
    let bits = |weights: &[f64]| weights.iter().map(|weight| weight.to_bits()).collect::<Vec<_>>();
    let alone = train(&plan()?, sgd, Kind::Float)?;
    assert!(alone.loss < 0.5, "the loss after training is {}, that of guessing is 1.1", alone.loss);
    let shared = plan()?;
    let together: Vec<_> = thread::scope(|scope| {
        let threads: Vec<_> = (0..8).map(|_| scope.spawn(|| train(&shared, sgd, Kind::Float))).collect();
        threads.into_iter().map(|thread| thread.join().expect("no thread panics")).collect()
    });
    for trained in together {
        let trained = trained?;
        assert_eq!(bits(&trained.weights), bits(&alone.weights));
        assert_eq!(bits(&trained.lrs), bits(&alone.lrs));
    }
    Ok(())
}
