use super::{LrBounds, RangeCurve, Suggestions, minimum, slide, steepest, valley};

impl RangeCurve {
    /// The rate at which the curve falls fastest over the logarithm of the rate: the left of the two points between which it
    /// does. `None` if the curve never falls.
    ///
    /// ```
    /// # use tch_lr_scheduler::RangeCurve;
    /// let curve = RangeCurve::new([1e-3, 1e-2, 1e-1, 1.0], [2.0, 1.9, 1.0, 3.0])?;
    /// assert_eq!(curve.steepest(), Some(1e-2));
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    ///
    /// # Source
    ///
    /// `steep` of `fastai.callback.schedule`.
    #[doc(alias = "steep")]
    pub fn steepest(&self) -> Option<f64> {
        self.lr_of(steepest::forward(self.lrs(), &self.costs()))
    }

    /// The rate before the minimum at which the curve falls fastest, measured from the point before it to the point after it.
    /// `None` if the curve does not fall there.
    ///
    /// A single noisy point affects this slope less than that of [`steepest`](Self::steepest).
    ///
    /// ```
    /// # use tch_lr_scheduler::RangeCurve;
    /// let curve = RangeCurve::new([1e-3, 1e-2, 1e-1, 1.0], [2.0, 1.9, 1.0, 0.95])?;
    /// assert_eq!(curve.steepest_around(), Some(1e-2));
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    ///
    /// # Source
    ///
    /// `FastaiLRFinder.lr_suggestion` of Ignite. Ignite takes slopes over the index of the point; this is the same if the rate
    /// rises exponentially.
    #[doc(alias = "lr_suggestion")]
    pub fn steepest_around(&self) -> Option<f64> {
        let costs = self.costs();
        self.lr_of(steepest::central(self.lrs(), &costs, minimum::minimum(&costs)?))
    }

    /// The rate about halfway through the longest valley. `None` if the curve never falls.
    ///
    /// The longest valley is the longest sequence of points in which each is lower than the one before. Other points may lie
    /// between them. The computing time grows with the square of the number of points.
    ///
    /// ```
    /// # use tch_lr_scheduler::RangeCurve;
    /// let curve = RangeCurve::new([0.01, 0.02, 0.03, 0.04, 0.05, 0.06], [3.0, 3.1, 2.5, 2.0, 1.0, 4.0])?;
    /// assert_eq!(curve.valley(), Some(0.02));
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    ///
    /// # Source
    ///
    /// `valley` of `fastai.callback.schedule`, the default of `Learner.lr_find`.
    pub fn valley(&self) -> Option<f64> {
        self.lr_of(valley::valley(&self.costs()))
    }

    /// The rate at which the slope of the curve stops changing, seen from the end of the curve. `None` if the curve has fewer
    /// than 16 points.
    ///
    /// A window of 15 points moves from the end of the curve to the left as long as the slopes at its two ends differ by more
    /// than 0.005 per point. The result is the left end at which they last did. The threshold is absolute: it fits losses of
    /// about 1.
    ///
    /// ```
    /// use tch_lr_scheduler::{RangeCurve, RangeRamp, Schedule};
    ///
    /// let ramp = RangeRamp::exponential(1e-4, 1.0, 41)?;
    /// let lrs: Vec<f64> = (0..41).map(|step| ramp.at(0.0, step)).collect();
    /// let losses: Vec<f64> = lrs.iter().map(|lr| 1.0 + 10.0 * lr * lr).collect(); // level, then rising
    /// let slide = RangeCurve::new(lrs, losses)?.slide().unwrap();
    /// assert!(slide > 1e-3 && slide < 1e-2);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    ///
    /// # Source
    ///
    /// `slide` of `fastai.callback.schedule`, with its defaults `lr_diff=15` and `thresh=.005`.
    pub fn slide(&self) -> Option<f64> {
        self.lr_of(slide::slide(&self.costs()))
    }

    /// A tenth of the rate of the lowest point. `None` if that is the first point.
    ///
    /// ```
    /// # use tch_lr_scheduler::RangeCurve;
    /// let curve = RangeCurve::new([0.1, 1.0, 10.0], [2.0, 1.0, 3.0])?;
    /// assert_eq!(curve.minimum_over_ten(), Some(0.1));
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    ///
    /// # Source
    ///
    /// `minimum` of `fastai.callback.schedule`.
    pub fn minimum_over_ten(&self) -> Option<f64> {
        self.lr_of(minimum::minimum(&self.costs())).map(|lr| lr / 10.0)
    }

    /// The suggestions of fastai's four methods.
    ///
    /// ```
    /// # use tch_lr_scheduler::RangeCurve;
    /// let curve = RangeCurve::new([0.1, 1.0, 10.0], [2.0, 1.0, 3.0])?;
    /// let suggestions = curve.suggestions();
    /// assert_eq!((suggestions.steepest, suggestions.minimum), (Some(0.1), Some(0.1)));
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn suggestions(&self) -> Suggestions {
        Suggestions { steepest: self.steepest(), valley: self.valley(), slide: self.slide(), minimum: self.minimum_over_ten() }
    }

    /// The bounds of a cyclic learning rate: the rate at which the curve starts to fall, and the rate at which it has fallen and
    /// is about to become ragged or to rise. `None` if the curve does not fall.
    ///
    /// The initial level of the curve is the median of the first tenth of its points. Changes below a twentieth of the fall from
    /// that level to the minimum count as noise.
    ///
    /// ```
    /// # use tch_lr_scheduler::RangeCurve;
    /// let lrs = [1e-4, 1e-3, 1e-2, 0.1, 1.0];
    /// let bounds = RangeCurve::new(lrs, [2.0, 1.99, 1.0, 0.5, 3.0])?.bounds().unwrap();
    /// assert_eq!((bounds.base_lr, bounds.max_lr), (1e-3, 0.1));
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    ///
    /// # Source
    ///
    /// Smith, "Cyclical Learning Rates for Training Neural Networks", arXiv 1506.01186, section 3.3. The paper reads the bounds
    /// off a plot by eye.
    pub fn bounds(&self) -> Option<LrBounds> {
        let costs = self.costs();
        LrBounds::of(self.lrs(), &costs, minimum::minimum(&costs)?)
    }

    fn lr_of(&self, index: Option<usize>) -> Option<f64> {
        self.lrs().get(index?).copied()
    }
}
