use super::{Observation, Observer, ValueName};
#[cfg(feature = "plot")]
use crate::Hyperparameter;
use crate::Result;
use crate::schedule::Time;

/// All observed values in memory: for each name, a series of points of time and value. Each point takes 16 bytes.
///
/// The time is in steps. If a value is observed twice at the same time, such as before and after `ReduceLROnPlateau` has reduced a
/// rate, the point has the newer value. [`read`](Self::read) reads a history from a log file.
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
    /// Creates an empty history.
    ///
    /// ```
    /// use tch_lr_scheduler::observe::History;
    ///
    /// assert!(History::new().points("lr[0]").is_empty());
    /// ```
    pub fn new() -> Self {
        Self::default()
    }

    /// The names of all values observed so far, in the order in which they first appeared.
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

    /// The points of one value, in the order in which they were observed: its time in steps and the value. Empty if no state had a
    /// value of this name.
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

    /// All values with their points, in the order of [`names`](Self::names).
    ///
    /// ```
    /// use tch_lr_scheduler::observe::{History, Observer};
    /// use tch_lr_scheduler::{Constant, Plan};
    ///
    /// let mut history = History::new();
    /// history.observe(&Plan::lr(0.1, Constant).momentum(0.9, Constant).preview(1, 7)?)?;
    /// let last: Vec<_> = history.series().map(|(name, points)| (name.to_string(), points[0])).collect();
    /// assert_eq!(last, [("lr[0]".to_owned(), (7.0, 0.1)), ("momentum[0]".to_owned(), (7.0, 0.9))]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn series(&self) -> impl Iterator<Item = (&ValueName<'static>, &[(f64, f64)])> {
        self.series.iter().map(|series| (&series.name, series.points.as_slice()))
    }

    /// A plot of the learning rates over the steps, with a curve for each group. To plot other values, use
    /// [`points`](Self::points).
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
    /// assert!(history.plot("CyclicLR").to_svg()?.contains("learning rate"));
    ///
    /// let momentum = history.points("momentum[0]").iter().copied();
    /// let plot = Plot::new("momentum of CyclicLR").x_label("step").y_label("momentum").steps("", momentum);
    /// assert!(plot.to_svg()?.contains("momentum of CyclicLR"));
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

impl History {
    /// Adds a point to the series `name`, whose index is probably `guess`. Returns the index.
    pub(super) fn add(&mut self, guess: usize, name: ValueName<'_>, time: Time, value: f64) -> usize {
        let known = match self.series.get(guess) {
            Some(series) if series.name == name => Some(guess),
            _ => self.series.iter().position(|series| series.name == name),
        };
        let index = known.unwrap_or(self.series.len());
        if known.is_none() {
            self.series.push(Series { name: name.into_owned(), points: vec![] });
        }
        self.add_to(index, time, value);
        index
    }

    /// Adds a series without points. Returns its index.
    pub(super) fn add_series(&mut self, name: ValueName<'static>) -> usize {
        self.series.push(Series { name, points: vec![] });
        self.series.len() - 1
    }

    /// Adds a point to a series, or gives the last point another value if it has the same time.
    pub(super) fn add_to(&mut self, series: usize, time: Time, value: f64) {
        let time = time.as_f64();
        if let Some(Series { points, .. }) = self.series.get_mut(series) {
            match points.last_mut() {
                Some(last) if last.0 == time => last.1 = value,
                _ => points.push((time, value)),
            }
        }
    }
}

impl Observer for History {
    /// Adds a point to the series of each value.
    ///
    /// # Errors
    /// None: this observer never fails.
    fn record(&mut self, observation: &Observation<'_>) -> Result<()> {
        let mut guess = 0;
        for (name, value) in observation.named_values() {
            guess = self.add(guess, name, observation.state().time(), value) + 1;
        }
        Ok(())
    }
}
