//! The progress bar beside a log. Its text is tested; the bar itself is drawn on terminals only.

use anyhow::Result;
use tch_lr_scheduler::observe::{CsvLog, History, Observer, ProgressBar};
use tch_lr_scheduler::{CosineAnnealingLr, DryRun, Plan, Scheduler};
use tempfile::tempdir;

#[test]
fn a_bar_beside_a_log_shows_the_resumed_step_and_the_last_metrics() -> Result<()> {
    let folder = tempdir()?;
    let plan = Plan::lr(0.1, CosineAnnealingLr::new(300)?).lr_factor(1, 0.1).total_steps(300);
    let mut scheduler = Scheduler::start(&plan, 2, &mut DryRun)?;
    scheduler.seek(100, &mut DryRun)?;
    let csv = CsvLog::append(folder.path().join("rates.csv"), scheduler.state())?;
    let mut log = (ProgressBar::new(scheduler.state()), csv);
    assert_eq!(log.0.to_string(), "100/300 lr 0.075, 0.0075");
    for step in 101..=200 {
        let val_loss = (step == 150).then_some(2.0 / 3.0);
        log.observe(scheduler.step(&mut DryRun)?.with("loss", f64::from(step)).with("val\nloss", val_loss))?;
    }
    assert_eq!(log.0.to_string(), "200/300 lr 0.025, 0.0025 loss 200 val\\nloss 0.6667");
    log.observe(scheduler.seek(50, &mut DryRun)?)?;
    assert!(log.0.to_string().starts_with("50/300 "));
    drop(log);
    assert_eq!(History::read(folder.path().join("rates.csv"))?.points("val\nloss"), [(150.0, 2.0 / 3.0)]);
    Ok(())
}

#[test]
fn a_plan_without_a_length_has_no_total_until_it_is_given() -> Result<()> {
    let state = Plan::lr(0.1, CosineAnnealingLr::new(10)?).preview(1, 10)?;
    let bar = ProgressBar::new(&state);
    assert_eq!(bar.to_string(), "10 lr 0");
    assert_eq!(bar.total_steps(10).to_string(), "10/10 lr 0");
    Ok(())
}
