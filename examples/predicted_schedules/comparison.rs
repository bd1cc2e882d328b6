use super::runs::Run;
use tch_lr_scheduler::predict::{FittedLaw, LawKind, ObservedRun, Prediction, Result, fit};

/// A law that was fitted to some runs, and its predictions of all.
pub struct Comparison<'a> {
    pub rows: Vec<Row<'a>>,
}

/// One schedule: what was observed, and what was predicted.
pub struct Row<'a> {
    pub run: &'a Run,
    pub is_fitted: bool,
    pub prediction: Prediction,
}

impl Row<'_> {
    /// The relative error of the predicted final loss.
    pub fn error(&self) -> f64 {
        self.prediction.loss() / self.run.observed() - 1.0
    }
}

impl<'a> Comparison<'a> {
    /// Fits a law to the mean losses of the named runs.
    pub fn of(runs: &'a [Run], fitted: &[&str], kind: LawKind) -> Result<Self> {
        let chosen = runs.iter().filter(|run| fitted.contains(&run.name.as_str())).map(|run| run.mean.clone());
        Ok(Self::by(&fit(&chosen.collect::<Vec<_>>(), kind)?, runs, fitted))
    }

    /// Fits a law to other runs than those that are compared, such as shorter ones.
    pub fn fitted_to(others: &[ObservedRun], runs: &'a [Run], fitted: &[&str], kind: LawKind) -> Result<Self> {
        Ok(Self::by(&fit(others, kind)?, runs, fitted))
    }

    /// The predictions of a law that was fitted to the named runs.
    pub fn by(law: &FittedLaw, runs: &'a [Run], fitted: &[&str]) -> Self {
        let row = |run: &'a Run| Row { is_fitted: fitted.contains(&run.name.as_str()), prediction: law.predict(&run.curve), run };
        Self { rows: runs.iter().map(row).collect() }
    }

    pub fn unseen(&self) -> impl Iterator<Item = &Row<'a>> {
        self.rows.iter().filter(|row| !row.is_fitted)
    }

    /// The median error of the final losses of the unseen schedules, without its sign.
    pub fn median_error(&self) -> f64 {
        median(self.unseen().map(|row| row.error().abs()).collect())
    }

    /// Spearman's rank correlation of the predicted and the observed final losses of the unseen schedules.
    pub fn rank_correlation(&self) -> f64 {
        let ranks = |values: Vec<f64>| -> Vec<f64> {
            values.iter().map(|value| values.iter().filter(|other| *other < value).count() as f64).collect()
        };
        let observed = ranks(self.unseen().map(|row| row.run.observed()).collect());
        let predicted = ranks(self.unseen().map(|row| row.prediction.loss()).collect());
        let count = observed.len() as f64;
        let squares: f64 = observed.iter().zip(&predicted).map(|(left, right)| (left - right).powi(2)).sum();
        1.0 - 6.0 * squares / (count * (count * count - 1.0))
    }

    /// The predicted rank of the best unseen schedule, counted from 1.
    pub fn rank_of_best(&self) -> usize {
        let best = self.unseen().min_by(|left, right| left.run.observed().total_cmp(&right.run.observed()));
        let lower = |loss: f64| self.unseen().filter(|row| row.prediction.loss() < loss).count();
        best.map_or(0, |best| lower(best.prediction.loss()) + 1)
    }

    /// How many unseen schedules have their observed final loss in the interval.
    pub fn covered(&self) -> usize {
        let is_in = |row: &&Row| (row.prediction.low()..=row.prediction.high()).contains(&row.run.observed());
        self.unseen().filter(is_in).count()
    }
}

/// The middle one of the values, or the mean of the two in the middle.
pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    let value = |index: usize| values.get(index).copied().unwrap_or(f64::NAN);
    (value((values.len().max(1) - 1) / 2) + value(values.len() / 2)) / 2.0
}
