//! The pictures of feedback rules.

use super::{BASE, Picture, STEPS};
use tch_lr_scheduler::{
    Constant, DryRun, EarlyStopping, FeedbackRule, GreedyLr, NewBob, Plan, ReduceLrOnPlateau, Result, ScaleOnPlateau, Scheduler,
    SpikeGuard,
};

fn plateau() -> Result<Picture> {
    let rule = ReduceLrOnPlateau::new().factor(0.5)?.patience(5).cooldown(5);
    let mut scheduler = Scheduler::start(&Plan::lr(BASE, Constant).reduce_lr_on_plateau(rule), 1, &mut DryRun)?;
    let mut rates = vec![];
    for epoch in 0..STEPS {
        rates.push((epoch as f64, scheduler.lr()));
        scheduler.metric(if epoch < 30 { 1.0 / (1 + epoch) as f64 } else { 1.0 }, &mut DryRun)?;
    }
    let picture = Picture::new("ReduceLrOnPlateau, with a loss that gets better until epoch 30");
    Ok(Picture { plot: picture.plot.steps("factor = 0.5, patience = 5, cooldown = 5", rates), ..picture })
}

/// The rates of a constant schedule under a rule, with the metric of each step.
fn under(title: &str, label: &str, rule: impl FeedbackRule, metric: fn(u64) -> f64) -> Result<Picture> {
    let mut scheduler = Scheduler::start(&Plan::lr(BASE, Constant).feedback(rule), 1, &mut DryRun)?;
    let mut rates = vec![];
    for step in 0..STEPS {
        rates.push((step as f64, scheduler.lr()));
        scheduler.metric(metric(step), &mut DryRun)?;
        if scheduler.state().should_stop() {
            break;
        }
    }
    let picture = Picture::new(title);
    Ok(Picture { plot: picture.plot.steps(label, rates), ..picture })
}

/// A loss that gets better until step 50.
fn until_50(step: u64) -> f64 {
    if step < 50 { 1.0 - step as f64 / 100.0 } else { 0.5 }
}

pub(super) fn pictures() -> Result<Vec<(&'static str, Picture)>> {
    let (greedy, bob) = (GreedyLr::new().factor(0.8)?.patience(8), NewBob::new().annealing_factor(0.7)?.patient(7));
    let scale = ScaleOnPlateau::new().factor(0.5)?.patience(2)?.accumulation_size(5)?;
    let (guard, stop) = (SpikeGuard::new().factor(0.2)?.hold(10).ramp(30), EarlyStopping::new(20)?);
    let spike = |step| if step == 30 { f64::NAN } else { 0.5 };
    let falling = "with a loss that gets better until step 50";
    Ok(vec![
        ("reduce_lr_on_plateau", plateau()?),
        ("greedy_lr", under(&format!("GreedyLr, {falling}"), "factor = 0.8, patience = 8", greedy, until_50)?),
        ("new_bob", under(&format!("NewBob, {falling}"), "annealing_factor = 0.7, patient = 7", bob, until_50)?),
        (
            "scale_on_plateau",
            under(&format!("ScaleOnPlateau, {falling}"), "factor = 0.5, patience = 2, accumulation_size = 5", scale, until_50)?,
        ),
        ("spike_guard", under("SpikeGuard, with a loss of NaN at step 30", "factor = 0.2, hold = 10, ramp = 30", guard, spike)?),
        ("early_stopping", under(&format!("EarlyStopping, {falling}"), "patience = 20", stop, until_50)?),
    ])
}
