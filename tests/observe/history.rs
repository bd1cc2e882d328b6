//! `History`: the values of a run in memory.

use crate::logs::{plan, states, values};
use anyhow::Result;
use tch_lr_scheduler::observe::{History, Observer};
use tch_lr_scheduler::{Constant, DryRun, ExponentialLr, Plan, Scheduler};

#[test]
fn a_history_keeps_every_value_of_every_state_by_name() -> Result<()> {
    let states = states(&plan()?, 2, 50)?;
    let mut history = History::new();
    states.iter().try_for_each(|state| history.observe(state))?;
    for (index, name) in ["lr[0]", "lr[1]", "momentum[0]", "momentum[1]", "p, \"q\"\n"].iter().enumerate() {
        let expected: Vec<_> = states.iter().map(|state| (state.step as f64, values(state)[index])).collect();
        assert_eq!(history.points(name), expected, "{name}");
    }
    Ok(())
}

#[test]
fn groups_added_later_have_points_from_then_on() -> Result<()> {
    let plan = Plan::lr(0.8, ExponentialLr::new(0.5)?).scalar("temperature", 2.0, Constant);
    let mut scheduler = Scheduler::start(&plan, 1, &mut DryRun)?;
    let mut history = History::new();
    history.observe(scheduler.state())?;
    history.observe(scheduler.step(&mut DryRun)?)?;
    history.observe(scheduler.regroup(2, &mut DryRun)?)?;
    history.observe(scheduler.step(&mut DryRun)?)?;
    let names: Vec<_> = history.names().map(ToString::to_string).collect();
    assert_eq!(names, ["lr[0]", "temperature", "lr[1]"]);
    assert_eq!(history.points("lr[0]"), [(0.0, 0.8), (1.0, 0.4), (2.0, 0.2)]);
    assert_eq!(history.points("lr[1]"), [(1.0, 0.4), (2.0, 0.2)]);
    assert_eq!(history.points("temperature"), [(0.0, 2.0), (1.0, 2.0), (2.0, 2.0)]);
    Ok(())
}

#[test]
fn the_plot_of_a_history_shows_only_the_rates() -> Result<()> {
    let mut history = History::new();
    let plan = plan()?.scalar("lr[x", 5.0, Constant);
    states(&plan, 2, 20)?.iter().try_for_each(|state| history.observe(state))?;
    let svg = history.plot("two groups").to_svg()?;
    let shows = |text| svg.contains(text);
    assert!(shows("two groups") && shows("lr[0]") && shows("lr[1]") && shows("learning rate"));
    assert!(!shows("momentum") && !shows("lr[x"));
    Ok(())
}
