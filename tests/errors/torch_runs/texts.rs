//! Texts that are not a run of torch.

use super::{refuses, step_lr, with};
use serde_json::json;
use tch_lr_scheduler::*;

#[test]
fn a_text_that_is_cut_off_anywhere_is_refused() -> Result<()> {
    let rule = Plan::lr(0.1, Constant).reduce_lr_on_plateau(ReduceLrOnPlateau::new());
    let text = pytorch::write(&rule, &rule.preview(2, 0)?)?;
    let whole = text.trim_end();
    assert!(pytorch::read(whole).is_ok());
    for length in 0..whole.len() {
        let error = pytorch::read(&whole[..length]).map(drop);
        assert!(matches!(error, Err(Error::Data { .. })), "{length} of {} bytes: {error:?}", whole.len());
    }
    Ok(())
}

#[test]
fn a_text_that_is_not_a_torch_run_is_refused_with_the_place() -> Result<()> {
    let good = step_lr()?;
    refuses(
        &json!([1]),
        "expected the fields scheduler, state_dict and param_groups, as the Python lines in the docs of `pytorch` write them, found [1]",
    );
    refuses(
        &good["state_dict"],
        "expected the fields scheduler, state_dict and param_groups, as the Python lines in the docs of `pytorch` write them, found an object with _get_lr_called_within_step, _is_initial, _las...",
    );
    let error =
        pytorch::read(&with(&good, "/scheduler/class", json!("WarmupLR")).to_string()).map(drop).map_err(|error| error.to_string());
    assert!(error.as_ref().is_err_and(|error| {
        error.starts_with("torch run: scheduler.class: expected one of \"LambdaLR\", ") && error.ends_with("found \"WarmupLR\"")
    }));
    let other = with(&good, "/scheduler/class", json!("CosineAnnealingLR"));
    refuses(&other, "state_dict: expected a field T_max, found an object with _get_lr_called_within_step, _is_initial, _las...");
    refuses(&with(&good, "/param_groups", json!([])), "param_groups: expected at least one group, found []");
    refuses(
        &with(&good, "/param_groups", json!([{"lr": 0.05}])),
        "state_dict.base_lrs: expected one entry for each group of the optimizer, 1 in all, found 2",
    );
    Ok(())
}
