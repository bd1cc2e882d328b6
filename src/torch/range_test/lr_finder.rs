use super::snapshot::Snapshot;
use super::watch::Watch;
use super::{RangeEnd, RangeTest};
use crate::error::check;
use crate::range_test::Smoother;
use crate::{Mode, Plan, RangeCurve, RangeRamp, Result, ScheduledOptimizer};
use std::collections::BTreeMap;
use tch::nn::{OptimizerConfig, VarStore};

const NAME: &str = "LrFinder";

/// The learning-rate range test: trains for some steps while the rate rises from so low that nothing happens to so high that
/// training breaks down, records the loss, and leaves the model as it was. The curve says what rate to train with.
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
/// # What it leaves behind
///
/// Nothing, by bits: the variables and buffers of the `VarStore`, their gradients, whether each requires one, and libtorch's
/// default random generators of the CPU and of every CUDA device are what they were; so they are if the test ends early, if the
/// closure fails, and if it panics. The optimizer is built for the test, so that momentum and Adam's moments of yours are not
/// touched. The test begins without gradients.
///
/// What is outside the `VarStore` is not known to it, nor are variables that the closure adds. While the test runs no other thread
/// should draw random numbers.
///
/// # Source
///
/// Smith, "Cyclical Learning Rates for Training Neural Networks", arXiv 1506.01186, section 3.3, and "A disciplined approach to
/// neural network hyper-parameters", arXiv 1803.09820. Exponential rates, smoothing and the end at four times the best are fastai's.
#[derive(Debug, Clone)]
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
    /// From rate `low` (above 0; fastai has 1e-7) to rate `high` (above `low`; fastai has 10), exponentially, in 100 steps, on a
    /// loss.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) where an argument is out of its range.
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

    /// Bounds of one group's own, in place of those of [`new`](Self::new).
    ///
    /// # Errors
    /// As [`new`](Self::new). A group that the model does not have is an error of [`run`](Self::run).
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

    /// How many steps, at least 2. Default 100.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) where there are fewer.
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

    /// Lets the rate rise by the same amount at every step, in place of the same factor: for a range that is narrow.
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

    /// Which way is better: [`Mode::Min`] for a loss, the default, [`Mode::Max`] for an accuracy.
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

    /// What part of the moving average is the past, from 0 to below 1. Default 0.98; 0 for a validation loss, which is not noisy.
    /// The average lags: the more it smooths, the higher all suggestions.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) where it is out of its range.
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

    /// By how much the average may be worse than its best before the test ends: `factor` (above 1) times for a loss, one
    /// `factor`th for an accuracy; of a best below zero, by as much of its magnitude. Default 4.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) where it is out of its range.
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

    /// Goes on to the highest rate, unless a value is infinite or not a number.
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

    /// Runs the test on the model whose variables are in `vs`, with an optimizer made of `config` for it alone.
    ///
    /// `step` makes one step of training with that optimizer and returns what is to be recorded: the loss before the step, or
    /// after it one of a validation set, or an accuracy. Batches are its own. The rates are set already; a schedule moved by the
    /// closure is moved back.
    ///
    /// # Errors
    /// What `step` returns; [`Error`](crate::Error) if the model does not have a group that was given bounds, or if libtorch fails.
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
