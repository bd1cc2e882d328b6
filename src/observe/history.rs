use super::{Observer, ValueName};
#[cfg(feature = "plot")]
use crate::Hyperparameter;
use crate::{Result, State};

/// All values of a run in memory, by name, as points over time: 16 bytes a value and state.
///
/// ```
/// use tch_lr_scheduler::observe::{History, Observer};
/// use tch_lr_scheduler::{ExponentialLr, Plan};
///
/// let plan = Plan::lr(0.5, ExponentialLr::new(0.5)?).scalar("temperature", 8.0, ExponentialLr::new(0.5)?);
/// let mut history = History::new();
/// for step in 0..3 {
///     history.observe(&plan.preview(1, step)?)?;
/// }
/// assert_eq!(history.points("temperature"), [(0.0, 8.0), (1.0, 4.0), (2.0, 2.0)]);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
pub struct History {
    series: Vec<Series>,
}

#[derive(Debug, Clone, PartialEq)]
struct Series {
    name: ValueName<'static>,
    points: Vec<(f64, f64)>,
}

impl History {
    /// An empty history.
    ///
    /// ```
    /// use tch_lr_scheduler::observe::History;
    ///
    /// assert_eq!(History::new().names().count(), 0);
    /// ```
    pub fn new() -> Self {
        Self::default()
    }

    /// The names of all values so far, in the order in which they appeared.
    ///
    /// ```
    /// use tch_lr_scheduler::observe::{History, Observer};
    /// use tch_lr_scheduler::{Constant, Plan};
    ///
    /// let mut history = History::new();
    /// history.observe(&Plan::lr(0.1, Constant).momentum(0.9, Constant).preview(2, 0)?)?;
    /// let names: Vec<_> = history.names().map(|name| name.to_string()).collect();
    /// assert_eq!(names, ["lr[0]", "lr[1]", "momentum[0]", "momentum[1]"]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn names(&self) -> impl Iterator<Item = &ValueName<'static>> {
        self.series.iter().map(|series| &series.name)
    }

    /// Time and value of each state that had this value, in the order in which they were observed; empty where none had.
    ///
    /// ```
    /// use tch_lr_scheduler::observe::{History, Observer};
    /// use tch_lr_scheduler::{Constant, Plan};
    ///
    /// let mut history = History::new();
    /// history.observe(&Plan::lr(0.1, Constant).preview(1, 7)?)?;
    /// assert_eq!(history.points("lr[0]"), [(7.0, 0.1)]);
    /// assert!(history.points("lr[1]").is_empty());
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn points(&self, name: &str) -> &[(f64, f64)] {
        self.series.iter().find(|series| series.name.to_string() == name).map_or(&[], |series| &series.points)
    }

    /// A picture of the learning rates, a curve a group; for other values see [`points`](Self::points).
    ///
    /// ```
    /// use tch_lr_scheduler::observe::{History, Observer};
    /// use tch_lr_scheduler::plot::Plot;
    /// use tch_lr_scheduler::{CyclicLr, Plan};
    ///
    /// let plan = Plan::lr(0.1, CyclicLr::new(0.01, 0.1)?);
    /// let mut history = History::new();
    /// for step in 0..100 {
    ///     history.observe(&plan.preview(1, step)?)?;
    /// }
    /// let rates = history.plot("CyclicLR").to_svg()?;
    /// let momentum = history.points("momentum[0]").iter().copied();
    /// let momentum = Plot::new("its momentum").x_label("step").steps("", momentum).to_svg()?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[cfg(feature = "plot")]
    pub fn plot(&self, title: impl Into<String>) -> crate::plot::Plot {
        let plot = crate::plot::Plot::new(title).x_label("step").y_label("learning rate");
        let is_rate =
            |name: &ValueName<'_>| matches!(name, ValueName::Setting(setting) if setting.hyperparameter == Hyperparameter::Lr);
        let rates: Vec<_> = self.series.iter().filter(|series| is_rate(&series.name)).collect();
        rates.iter().fold(plot, |plot, rate| {
            let label = if rates.len() == 1 { String::new() } else { rate.name.to_string() };
            plot.steps(label, rate.points.iter().copied())
        })
    }
}

impl Observer for History {
    /// # Errors
    /// None.
    fn observe(&mut self, state: &State) -> Result<()> {
        let time = state.time().as_f64();
        for (index, (name, value)) in state.named_values().enumerate() {
            let known = match self.series.get(index) {
                Some(series) if series.name == name => Some(index),
                _ => self.series.iter().position(|series| series.name == name),
            };
            let index = known.unwrap_or(self.series.len());
            if known.is_none() {
                self.series.push(Series { name: name.into_owned(), points: vec![] });
            }
            if let Some(Series { points, .. }) = self.series.get_mut(index)
                && points.last() != Some(&(time, value))
            {
                points.push((time, value));
            }
        }
        Ok(())
    }
}
