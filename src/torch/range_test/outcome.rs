use crate::{LrBounds, RangeCurve, RangeRamp, Schedule, Suggestions};
use std::collections::BTreeMap;

/// The result of a range test of [`LrFinder`](crate::LrFinder): the recorded curve, and why the test ended.
///
/// ```
/// use tch::{Device, Kind, nn};
/// use tch_lr_scheduler::{LrFinder, RangeEnd};
///
/// let vs = nn::VarStore::new(Device::Cpu);
/// let w = vs.root().ones("w", &[4]);
/// let test = LrFinder::new(1e-4, 100.0)?.smoothing(0.0)?.run(&vs, nn::Sgd::default(), |opt| {
///     let loss = w.square().sum(Kind::Float);
///     opt.backward_step(&loss);
///     Ok(f64::try_from(loss)?)
/// })?;
/// assert!(matches!(test.end(), RangeEnd::Diverged { .. }));
/// assert!(test.suggestions().steepest.unwrap() < 1.0); // above 1 it diverges
/// # Ok::<(), anyhow::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct RangeTest {
    pub(super) raw: RangeCurve,
    pub(super) smooth: RangeCurve,
    pub(super) steps: u64,
    pub(super) ramp: RangeRamp,
    pub(super) ramps_of_groups: BTreeMap<usize, RangeRamp>,
    pub(super) end: RangeEnd,
}

/// Why a range test ended.
///
/// ```
/// use tch_lr_scheduler::RangeEnd;
///
/// assert_ne!(RangeEnd::Finished, RangeEnd::Diverged { step: 70 });
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum RangeEnd {
    /// The test ran all of its steps.
    Finished,
    /// The smoothed value of `step` was too much worse than the best one. The value of `step` is the last one in the curve.
    Diverged {
        /// The last step of the test, counted from 0.
        step: u64,
    },
    /// The value of `step` was infinite or NaN. It is not in the curve.
    NotFinite {
        /// The last step of the test, counted from 0.
        step: u64,
        /// The value, infinite or NaN.
        found: f64,
    },
}

impl RangeTest {
    /// The recorded values without smoothing, over the rates of the groups without bounds from
    /// [`LrFinder::group`](crate::LrFinder::group).
    ///
    /// ```
    /// # use tch_lr_scheduler::LrFinder;
    /// # let vs = tch::nn::VarStore::new(tch::Device::Cpu);
    /// let test = LrFinder::new(0.1, 1.0)?.steps(3)?.run(&vs, tch::nn::Sgd::default(), |_| Ok(1.5))?;
    /// assert_eq!(test.raw().values(), [1.5, 1.5, 1.5]);
    /// # Ok::<(), anyhow::Error>(())
    /// ```
    pub fn raw(&self) -> &RangeCurve {
        &self.raw
    }

    /// The exponential moving average of all recorded values, over the same rates as [`raw`](Self::raw).
    ///
    /// ```
    /// # use tch_lr_scheduler::LrFinder;
    /// # let vs = tch::nn::VarStore::new(tch::Device::Cpu);
    /// let test = LrFinder::new(0.1, 1.0)?.steps(3)?.run(&vs, tch::nn::Sgd::default(), |_| Ok(1.5))?;
    /// assert_eq!(test.smoothed().lrs(), test.raw().lrs());
    /// # Ok::<(), anyhow::Error>(())
    /// ```
    pub fn smoothed(&self) -> &RangeCurve {
        &self.smooth
    }

    /// The part of the smoothed curve that suggestions and bounds are computed from. As in fastai, the first points (a tenth of the
    /// steps) and the last five points are left out.
    ///
    /// ```
    /// # use tch_lr_scheduler::LrFinder;
    /// # let vs = tch::nn::VarStore::new(tch::Device::Cpu);
    /// let test = LrFinder::new(0.1, 1.0)?.steps(100)?.run(&vs, tch::nn::Sgd::default(), |_| Ok(1.5))?;
    /// assert_eq!(test.curve().lrs(), &test.raw().lrs()[10..95]);
    /// # Ok::<(), anyhow::Error>(())
    /// ```
    pub fn curve(&self) -> RangeCurve {
        let first = usize::try_from(self.steps / 10).unwrap_or(usize::MAX);
        self.smooth.trimmed(first, 5)
    }

    /// Suggestions for the rate to train with: [`RangeCurve::suggestions`] of [`curve`](Self::curve).
    ///
    /// ```
    /// # use tch_lr_scheduler::LrFinder;
    /// # let vs = tch::nn::VarStore::new(tch::Device::Cpu);
    /// let test = LrFinder::new(0.1, 1.0)?.run(&vs, tch::nn::Sgd::default(), |_| Ok(1.5))?;
    /// assert_eq!(test.suggestions().steepest, None); // it never falls
    /// # Ok::<(), anyhow::Error>(())
    /// ```
    pub fn suggestions(&self) -> Suggestions {
        self.curve().suggestions()
    }

    /// The lowest and the highest useful rate, for a cyclic schedule: [`RangeCurve::bounds`] of [`curve`](Self::curve).
    ///
    /// ```
    /// # use tch_lr_scheduler::LrFinder;
    /// # let vs = tch::nn::VarStore::new(tch::Device::Cpu);
    /// let test = LrFinder::new(0.1, 1.0)?.run(&vs, tch::nn::Sgd::default(), |_| Ok(1.5))?;
    /// assert_eq!(test.bounds(), None);
    /// # Ok::<(), anyhow::Error>(())
    /// ```
    pub fn bounds(&self) -> Option<LrBounds> {
        self.curve().bounds()
    }

    /// The reason why the test ended.
    ///
    /// ```
    /// # use tch_lr_scheduler::{LrFinder, RangeEnd};
    /// # let vs = tch::nn::VarStore::new(tch::Device::Cpu);
    /// let test = LrFinder::new(0.1, 1.0)?.run(&vs, tch::nn::Sgd::default(), |_| Ok(1.5))?;
    /// assert_eq!(test.end(), RangeEnd::Finished);
    /// # Ok::<(), anyhow::Error>(())
    /// ```
    pub fn end(&self) -> RangeEnd {
        self.end
    }

    /// The rate of `group` at the step at which groups without their own bounds had the rate `lr`.
    ///
    /// Use this method to convert a suggestion into the rate of each group. Without bounds from
    /// [`LrFinder::group`](crate::LrFinder::group), the result is `lr`.
    ///
    /// ```
    /// # use tch_lr_scheduler::LrFinder;
    /// # let vs = tch::nn::VarStore::new(tch::Device::Cpu);
    /// # let _w = vs.root().set_group(1).zeros("w", &[1]);
    /// let finder = LrFinder::new(1e-4, 1.0)?.group(1, 1e-6, 1e-2)?;
    /// let test = finder.run(&vs, tch::nn::Sgd::default(), |_| Ok(1.5))?;
    /// assert!((test.lr_of_group(1, 1e-2) - 1e-4).abs() < 1e-12);
    /// assert_eq!(test.lr_of_group(0, 1e-2), 1e-2);
    /// # Ok::<(), anyhow::Error>(())
    /// ```
    pub fn lr_of_group(&self, group: usize, lr: f64) -> f64 {
        self.ramps_of_groups.get(&group).map_or(lr, |ramp| ramp.value(0.0, self.ramp.time_of(lr)))
    }

    /// A plot of the raw and the smoothed curve over the logarithm of the rate. Rings mark the suggestions and lines mark the
    /// bounds.
    ///
    /// Raw values far outside the range of the smoothed values are left out.
    ///
    /// ```
    /// # use tch_lr_scheduler::LrFinder;
    /// # let vs = tch::nn::VarStore::new(tch::Device::Cpu);
    /// let test = LrFinder::new(0.1, 1.0)?.run(&vs, tch::nn::Sgd::default(), |_| Ok(1.5))?;
    /// assert!(test.plot("range test").to_svg()?.contains("smoothed"));
    /// # Ok::<(), anyhow::Error>(())
    /// ```
    #[cfg(feature = "plot")]
    pub fn plot(&self, title: impl Into<String>) -> crate::plot::Plot {
        // The values after training diverges are so large that the rest of the curve would look flat.
        let highest = self.smooth.values().iter().copied().fold(f64::MIN, f64::max);
        let lowest = self.smooth.values().iter().copied().fold(f64::MAX, f64::min);
        let shown = lowest - (highest - lowest)..=highest + (highest - lowest);
        let recorded = self.raw.points().filter(|(_, value)| shown.contains(value));
        let curves = crate::plot::Plot::new(title).backdrop("recorded", recorded).curve("smoothed", self.smooth.points());
        self.curve().marked(curves, &self.suggestions(), self.bounds())
    }
}
