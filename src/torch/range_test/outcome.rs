use crate::{LrBounds, RangeCurve, RangeRamp, Schedule, Suggestions};
use std::collections::BTreeMap;

/// What a range test found.
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
    /// All steps were made.
    Finished,
    /// The smoothed value was too much worse than the best at this step, which was recorded as the last.
    Diverged {
        /// From 0.
        step: u64,
    },
    /// The value of this step was infinite or not a number; it was not recorded.
    NotFinite {
        /// From 0.
        step: u64,
        /// What it was.
        found: f64,
    },
}

impl RangeTest {
    /// What was recorded, as it was, over the rates of the groups that were given none of their own.
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

    /// The moving average of what was recorded, whole.
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

    /// What suggestions and bounds are read off, as fastai does it: the smoothed curve without its first points, a tenth of the
    /// steps, and without its last five.
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

    /// [`RangeCurve::suggestions`] of [`curve`](Self::curve).
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

    /// [`RangeCurve::bounds`] of [`curve`](Self::curve).
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

    /// Why it ended.
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

    /// The rate that a group had when those without bounds of their own had `lr`. So a suggestion serves every group.
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

    /// The curves, raw and smoothed, over the logarithm of the rate, with suggestions marked by rings and bounds by lines. Raw
    /// values far out of the smoothed ones are left out.
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
        // What is recorded where training breaks down would dwarf all before it.
        let highest = self.smooth.values().iter().copied().fold(f64::MIN, f64::max);
        let lowest = self.smooth.values().iter().copied().fold(f64::MAX, f64::min);
        let shown = lowest - (highest - lowest)..=highest + (highest - lowest);
        let recorded = self.raw.points().filter(|(_, value)| shown.contains(value));
        let curves = crate::plot::Plot::new(title).backdrop("recorded", recorded).curve("smoothed", self.smooth.points());
        self.curve().marked(curves, &self.suggestions(), self.bounds())
    }
}
