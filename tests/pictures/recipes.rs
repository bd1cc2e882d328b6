//! The pictures of the recipes: the rate of each over its whole run, as a fraction of the highest rate.

use super::{BASE, Picture};
use tch_lr_scheduler::{Plan, Result, recipes};

/// The length of the runs in steps.
const RUN: u64 = 400;

fn picture(title: &str, plan: Plan) -> Result<Picture> {
    let rates = (0..=RUN).map(|step| Ok((step as f64, plan.preview(1, step)?.lr[0]))).collect::<Result<Vec<_>>>()?;
    let picture = Picture::new(title).over(RUN);
    Ok(Picture { plot: picture.plot.steps(plan.describe(1, None)?.remove(0).sentence, rates), ..picture })
}

pub fn pictures() -> Result<Vec<(&'static str, Picture)>> {
    Ok(vec![
        ("llm", picture("recipes::llm(0.1, 400)", recipes::llm(BASE, RUN)?)?),
        ("finetune", picture("recipes::finetune(0.1, 400)", recipes::finetune(BASE, RUN)?)?),
        ("vision", picture("recipes::vision(0.1, 400)", recipes::vision(BASE, RUN)?)?),
        ("rl", picture("recipes::rl(0.1, 400)", recipes::rl(BASE, RUN)?)?),
    ])
}
