use super::snapshot::Snapshot;
use super::watch::Watch;
use super::{RangeEnd, RangeTest};
use crate::error::check;
use crate::range_test::Smoother;
use crate::{Mode, Plan, RangeCurve, RangeRamp, Result, ScheduledOptimizer};
use std::collections::BTreeMap;
use tch::nn::{OptimizerConfig, VarStore};

const NAME: &str = "LrFinder";

/// The learning-rate range test: it trains for some steps at a rising rate, records the loss, and then restores the model.
///
/// The first rate should be too low to learn anything, and the last one so high that training diverges. The curve of the loss over
/// the rate shows which rate to train with.
///
/// ```
/// use tch::{Device, Kind, Tensor, nn};
/// use tch_lr_scheduler::{LrFinder, OneCycleLr, Plan};
///
/// let vs = nn::VarStore::new(Device::cuda_if_available());
/// let net = nn::linear(vs.root(), 4, 2, Default::default());
/// let x = Tensor::randn([64, 4], (Kind::Float, vs.device()));
/// let y = x.select(1, 0).gt(0.0).to_kind(Kind::Int64);
///
/// let test = LrFinder::new(1e-5, 1e4)?.run(&vs, nn::Sgd::default(), |opt| {
///     let loss = x.apply(&net).cross_entropy_for_logits(&y);
///     opt.backward_step(&loss);
///     Ok(f64::try_from(loss)?)
/// })?;
/// for (name, lr) in test.suggestions().iter() {
///     println!("{name}: {lr:.1e}");
/// }
///
/// let max_lr = test.suggestions().valley.unwrap();
/// let opt = Plan::lr(max_lr, OneCycleLr::new(max_lr, 1_000)?).build(&vs, nn::Sgd::default())?;
/// # let _ = opt;
/// # Ok::<(), anyhow::Error>(())
/// ```
///
/// # What the test restores
///
/// The test restores these bit for bit: the variables and buffers of the `VarStore`, their gradients, whether each of them requires
/// a gradient, and libtorch's default random generators of the CPU and of every CUDA device. It does so too if the test ends early,
/// if the closure returns an error, and if the closure panics. The optimizer is built for the test only, so the momentum buffers
/// and moments of your own optimizer do not change. No variable has a gradient when the test starts.
///
/// The test does not restore values outside the `VarStore`, and does not remove variables that the closure adds. While the test
/// runs, no other thread should draw random numbers.
///
/// # Source
///
/// Smith, "Cyclical Learning Rates for Training Neural Networks", arXiv 1506.01186, section 3.3, and "A disciplined approach to
/// neural network hyper-parameters", arXiv 1803.09820. As in fastai's `lr_find`, the rates rise exponentially, the loss is
/// smoothed, and the test ends if the smoothed loss is above four times its minimum.
#[doc(alias = "LRFinder")]
#[doc(alias = "lr_find")]
#[derive(Debug, Clone)]
#[must_use = "a range test runs only by `run`"]
pub struct LrFinder {
    pub(super) all: RangeRamp,
    pub(super) groups: BTreeMap<usize, RangeRamp>,
    pub(super) steps: u64,
    pub(super) linear: bool,
    pub(super) mode: Mode,
    pub(super) smoothing: f64,
    divergence: Option<f64>,
}

impl LrFinder {
    /// Creates a range test from rate `low` to rate `high`. By default, the rate rises exponentially in 100 steps, and the recorded
    /// value is a loss.
    ///
    /// `low` is above 0 (fastai's default: 1e-7). `high` is above `low` (fastai's default: 10).
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if an argument is outside its range.
    ///
    /// ```
    /// use tch_lr_scheduler::LrFinder;
    ///
    /// let error = LrFinder::new(1.0, 0.1).unwrap_err();
    /// assert_eq!(error.to_string(), "LrFinder: high must be finite and above low (1.0), found 0.1");
    /// ```
    pub fn new(low: f64, high: f64) -> Result<Self> {
        Ok(Self {
            all: RangeRamp::of(NAME, low, high, 100)?,
            groups: BTreeMap::new(),
            steps: 100,
            linear: false,
            mode: Mode::Min,
            smoothing: 0.98,
            divergence: Some(4.0),
        })
    }

    /// Sets the lowest and the highest rate of one group. All other groups have the rates given to [`new`](Self::new).
    ///
    /// # Errors
    /// The errors of [`new`](Self::new). If the model does not have this group, [`run`](Self::run) returns an error.
    ///
    /// ```
    /// use tch_lr_scheduler::LrFinder;
    ///
    /// let finder = LrFinder::new(1e-5, 1.0)?.group(1, 1e-6, 0.1)?; // a body that is pretrained
    /// # let _ = finder;
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn group(mut self, group: usize, low: f64, high: f64) -> Result<Self> {
        self.groups.insert(group, RangeRamp::of(NAME, low, high, self.steps)?);
        Ok(self)
    }

    /// Sets the number of steps, at least 2. Default: 100.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `steps` is below 2.
    ///
    /// ```
    /// use tch_lr_scheduler::LrFinder;
    ///
    /// assert!(LrFinder::new(1e-5, 1.0)?.steps(200).is_ok());
    /// assert!(LrFinder::new(1e-5, 1.0)?.steps(1).is_err());
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn steps(self, steps: u64) -> Result<Self> {
        check::ensure(steps >= 2, NAME, "steps", "at least 2", steps)?;
        Ok(Self { steps, ..self })
    }

    /// Makes the rate rise by the same amount at every step, instead of by the same factor. Use it for a narrow range of rates.
    ///
    /// ```
    /// use tch_lr_scheduler::LrFinder;
    ///
    /// let finder = LrFinder::new(0.01, 0.1)?.linear();
    /// # let _ = finder;
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn linear(self) -> Self {
        Self { linear: true, ..self }
    }

    /// Sets whether lower or higher values are better: [`Mode::Min`] for a loss (default), [`Mode::Max`] for an accuracy.
    ///
    /// ```
    /// use tch_lr_scheduler::{LrFinder, Mode};
    ///
    /// let finder = LrFinder::new(1e-5, 1.0)?.mode(Mode::Max);
    /// # let _ = finder;
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn mode(self, mode: Mode) -> Self {
        Self { mode, ..self }
    }

    /// Sets the weight of the earlier values in the exponential moving average, at least 0 and below 1. Default: 0.98.
    ///
    /// Use 0 for a validation loss, which is not noisy. The average lags behind the values, so more smoothing gives higher
    /// suggestions.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `smoothing` is outside its range.
    ///
    /// ```
    /// use tch_lr_scheduler::LrFinder;
    ///
    /// assert!(LrFinder::new(1e-5, 1.0)?.smoothing(0.9).is_ok());
    /// assert!(LrFinder::new(1e-5, 1.0)?.smoothing(1.0).is_err());
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn smoothing(self, smoothing: f64) -> Result<Self> {
        Smoother::new(NAME, smoothing)?;
        Ok(Self { smoothing, ..self })
    }

    /// Sets how much worse than its best the smoothed value may become before the test ends. Default: 4.
    ///
    /// `factor` is above 1. The test ends if a loss is above `factor` times its best, or an accuracy is below its best divided by
    /// `factor`. If the best is negative, the allowed difference is computed from its absolute value.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `factor` is outside its range.
    ///
    /// ```
    /// use tch_lr_scheduler::LrFinder;
    ///
    /// assert!(LrFinder::new(1e-5, 1.0)?.diverges_at(10.0).is_ok());
    /// assert!(LrFinder::new(1e-5, 1.0)?.diverges_at(1.0).is_err());
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn diverges_at(self, factor: f64) -> Result<Self> {
        check::ensure(factor.is_finite() && factor > 1.0, NAME, "factor", "finite and above 1", factor)?;
        Ok(Self { divergence: Some(factor), ..self })
    }

    /// Runs the test up to the highest rate even if training diverges. An infinite value or NaN still ends the test.
    ///
    /// ```
    /// use tch_lr_scheduler::LrFinder;
    ///
    /// let finder = LrFinder::new(1e-5, 1.0)?.never_diverges();
    /// # let _ = finder;
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn never_diverges(self) -> Self {
        Self { divergence: None, ..self }
    }

    /// Runs the test on the model whose variables are in `vs`, with an optimizer that is built from `config` for this test only.
    ///
    /// `step` trains one step with that optimizer and returns the value to record: the training loss, a validation loss after the
    /// step, or an accuracy. `step` also chooses the batch. The rates are set before each call. If `step` moves the schedule, the
    /// next call sets it back.
    ///
    /// # Errors
    /// The error of `step`, and [`Error`](crate::Error) if the model does not have a group that was given bounds, or if libtorch
    /// fails.
    ///
    /// ```
    /// use tch::{Device, Kind, nn};
    /// use tch_lr_scheduler::{LrFinder, RangeEnd};
    ///
    /// let vs = nn::VarStore::new(Device::Cpu);
    /// let w = vs.root().ones("w", &[4]);
    /// let mut validation_losses = [2.0, 1.5, f64::NAN].into_iter();
    /// let test = LrFinder::new(1e-4, 1.0)?.run(&vs, nn::Adam::default(), |opt| {
    ///     opt.backward_step(&w.square().sum(Kind::Float));
    ///     Ok(validation_losses.next().unwrap())
    /// })?;
    /// assert!(matches!(test.end(), RangeEnd::NotFinite { step: 2, .. }));
    /// assert_eq!(w, w.ones_like());
    /// # Ok::<(), anyhow::Error>(())
    /// ```
    pub fn run(
        &self,
        vs: &VarStore,
        config: impl OptimizerConfig,
        step: impl FnMut(&mut ScheduledOptimizer) -> anyhow::Result<f64>,
    ) -> anyhow::Result<RangeTest> {
        let snapshot = Snapshot::take(vs)?;
        let outcome = self.record(vs, config, step);
        let put_back = snapshot.put_back();
        let test = outcome?;
        put_back?;
        Ok(test)
    }

    fn record(
        &self,
        vs: &VarStore,
        config: impl OptimizerConfig,
        mut step: impl FnMut(&mut ScheduledOptimizer) -> anyhow::Result<f64>,
    ) -> anyhow::Result<RangeTest> {
        let plan = Plan::lr(0.0, self.shaped(self.all));
        let plan = self.groups.iter().fold(plan, |plan, (group, ramp)| plan.lr_group(*group, 0.0, self.shaped(*ramp)));
        let mut opt = plan.build(vs, config)?;
        let axis = self.shaped(self.all);
        let (mut lrs, mut values) = (vec![], vec![]);
        let mut watch = Watch { smoother: Smoother::new(NAME, self.smoothing)?, best: None };
        for index in 0..self.steps {
            opt.seek(index)?;
            let value = step(&mut opt)?;
            if !value.is_finite() {
                return Ok(self.outcome(lrs, values, RangeEnd::NotFinite { step: index, found: value })?);
            }
            lrs.push(crate::Schedule::at(&axis, 0.0, index));
            values.push(value);
            if watch.has_diverged(value, self.mode, self.divergence) {
                return Ok(self.outcome(lrs, values, RangeEnd::Diverged { step: index })?);
            }
        }
        Ok(self.outcome(lrs, values, RangeEnd::Finished)?)
    }

    pub(super) fn shaped(&self, ramp: RangeRamp) -> RangeRamp {
        ramp.over(self.steps, self.linear)
    }

    fn outcome(&self, lrs: Vec<f64>, values: Vec<f64>, end: RangeEnd) -> Result<RangeTest> {
        let raw = RangeCurve::new(lrs, values)?.mode(self.mode);
        let smooth = raw.smoothed(self.smoothing)?;
        let ramps_of_groups = self.groups.iter().map(|(group, ramp)| (*group, self.shaped(*ramp))).collect();
        Ok(RangeTest { raw, smooth, steps: self.steps, ramp: self.shaped(self.all), ramps_of_groups, end })
    }
}
