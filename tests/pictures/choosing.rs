//! The pictures of the page that helps to choose, which stand side by side.

use super::{BASE, Picture, STEPS};
use tch_lr_scheduler::{
    Constant, CosineDecay, DryRun, Eden, InfiniteLr, InverseSqrt, MultiStepLr, OneCycleLr, Plan, PolynomialLr, ReduceLrOnPlateau,
    Result, Schedule, Scheduler, Shape, Warmup, Wsd,
};

fn small(title: &str) -> Picture {
    let picture = Picture::new(title);
    Picture { plot: picture.plot.size(440, 250), ..picture }
}

fn plateau() -> Result<Picture> {
    let rule = ReduceLrOnPlateau::new().factor(0.3)?.patience(8);
    let mut scheduler = Scheduler::start(&Plan::lr(BASE, Constant).reduce_lr_on_plateau(rule), 1, &mut DryRun)?;
    let mut rates = vec![];
    for epoch in 0..STEPS {
        rates.push((epoch as f64, scheduler.lr()));
        // The loss gets better until epoch 30, and again, after the first reduction, until epoch 65.
        let loss = 1.0 - 0.02 * epoch.min(30) as f64 - 0.005 * epoch.saturating_sub(45).min(20) as f64;
        scheduler.metric(loss, &mut DryRun)?;
    }
    let picture = small("10: when the loss stops falling");
    Ok(Picture { plot: picture.plot.steps("ReduceLrOnPlateau", rates), ..picture })
}

pub(super) fn pictures() -> Result<Vec<(&'static str, Picture)>> {
    let line = PolynomialLr::new(95, 1.0)?.warmup_with(Warmup::from_zero(5)?);
    let inverse = InverseSqrt::new(10)?.warmup_with(Warmup::from_zero(10)?);
    Ok(vec![
        (
            "choosing_1",
            small("1: image classifier").with("warm-up, cosine", CosineDecay::new(95)?.warmup_with(Warmup::from_zero(5)?)),
        ),
        (
            "choosing_2",
            small("2: language model")
                .with("cosine to a tenth", CosineDecay::new(95)?.alpha(0.1)?.warmup_with(Warmup::from_zero(5)?))
                .with("line to 0", line),
        ),
        (
            "choosing_3",
            small("3: length open")
                .over(60)
                .with("Wsd to 60", Wsd::new(5, 43, 12)?)
                .over(STEPS)
                .with("Wsd to 100", Wsd::new(5, 75, 20)?.decay_shape(Shape::one_minus_sqrt())?),
        ),
        (
            "choosing_4",
            small("4: new data later").with("InfiniteLr, annealed at 80", InfiniteLr::new(5, 35, 0.4)?.anneal(80, 20, 0.01)?),
        ),
        (
            "choosing_5",
            small("5: transformer without an end")
                .with("InverseSqrt", inverse)
                .with("Eden", Eden::of_batches(15.0)?.warmup_batches(10)),
        ),
        (
            "choosing_6",
            small("6: fine-tuning").with("warm-up, line to 0", PolynomialLr::new(90, 1.0)?.warmup_with(Warmup::from_zero(10)?)),
        ),
        ("choosing_7", small("7: few epochs").with("OneCycleLr", OneCycleLr::new(BASE, STEPS)?)),
        (
            "choosing_8",
            small("8: milestones").with("MultiStepLr beside a warm-up", MultiStepLr::new([67, 92], 0.1)?.warmup_beside(5)?),
        ),
        ("choosing_9", small("9: PPO").with("line to 0", PolynomialLr::new(STEPS, 1.0)?)),
        ("choosing_10", plateau()?),
    ])
}
