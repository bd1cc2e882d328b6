use super::Args;
use crate::exit::Usage;
use crate::input::{Loaded, is_standard_input};
use crate::names;
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use tch_lr_scheduler::PlanSpec;
use tch_lr_scheduler::predict::{FittedLaw, LogColumns, ObservedRun, PredictWarning, Prediction, RateCurve, fit};

/// The law, and what it is used for.
pub struct Inputs {
    /// The runs of the fit; empty if the law was read.
    pub runs: Vec<ObservedRun>,
    pub law: FittedLaw,
    pub plans: Vec<PathBuf>,
}

/// A plan with its prediction.
pub struct Predicted {
    pub name: String,
    pub file: String,
    pub curve: RateCurve,
    pub prediction: Prediction,
    pub warnings: Vec<PredictWarning>,
}

impl Inputs {
    pub fn read(args: &Args) -> Result<Self> {
        let (more_plans, logs): (Vec<PathBuf>, Vec<PathBuf>) = args.fit.iter().cloned().partition(|path| is_plan(path));
        let plans: Vec<_> = more_plans.into_iter().chain(args.plans.iter().cloned()).collect();
        if plans.iter().filter(|plan| is_standard_input(plan)).count() > 1 {
            bail!(Usage("standard input can be one plan, not several".into()));
        }
        let columns = LogColumns::default();
        let columns = args.loss.iter().fold(columns, LogColumns::loss);
        let columns = args.lr_column.iter().fold(columns, LogColumns::lr);
        let columns = args.step_column.iter().fold(columns, LogColumns::step);
        let names = names::distinct(&logs);
        let mut runs = vec![];
        for (log, name) in logs.iter().zip(names) {
            runs.push(ObservedRun::read(log, &columns)?.with_name(name));
        }
        let law = match &args.law {
            Some(file) => FittedLaw::open(file)?,
            None => fit(&runs, args.kind.into())?,
        };
        Ok(Self { runs, law, plans })
    }

    /// The predictions of the plans, from the lowest loss to the highest.
    pub fn predict(&self, args: &Args) -> Result<Vec<Predicted>> {
        let mut predictions = vec![];
        for (path, name) in self.plans.iter().zip(names::distinct(&self.plans)) {
            predictions.push(self.predicted(args, args.run.load(path)?, name)?);
        }
        predictions.sort_by(|left, right| left.prediction.loss().total_cmp(&right.prediction.loss()));
        Ok(predictions)
    }

    fn predicted(&self, args: &Args, loaded: Loaded, name: String) -> Result<Predicted> {
        let steps = loaded.needed_steps()?;
        let curve =
            RateCurve::of_plan(&loaded.plan, loaded.groups, args.group, Some(steps)).with_context(|| loaded.name.clone())?;
        let prediction = self.law.predict(&curve);
        let feedback = loaded.plan.has_feedback().then_some(PredictWarning::Feedback);
        let warnings = prediction.warnings().iter().copied().chain(feedback).collect();
        Ok(Predicted { name, file: loaded.name, curve, prediction, warnings })
    }
}

/// Whether a name after `--fit` is that of a plan.
fn is_plan(path: &Path) -> bool {
    let has_extension = |known: &str| path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case(known));
    is_standard_input(path) || has_extension("toml") || has_extension("json") && PlanSpec::read(path).is_ok()
}
