use super::builder::{Plot, printable};
use super::curve::Curve;

impl Plot {
    /// Adds a curve whose points are joined by straight lines.
    ///
    /// The label stands in the legend. A curve with an empty label does not. Of a long curve, only the points that the picture
    /// can show are drawn; its highest and lowest values are among them.
    ///
    /// ```
    /// # use tch_lr_scheduler::plot::Plot;
    /// let loss = (1..1_000_000).map(|step| (f64::from(step), 1.0 / f64::from(step)));
    /// let svg = Plot::new("loss").curve("smoothed", loss).to_svg()?;
    /// assert!(svg.len() < 200_000);
    /// # Ok::<(), tch_lr_scheduler::plot::PlotError>(())
    /// ```
    pub fn curve(self, label: impl Into<String>, points: impl IntoIterator<Item = (f64, f64)>) -> Self {
        self.with_curve(Curve::new(printable(label), points))
    }

    /// Adds a curve on which each value applies until the next point, so that it has right angles only.
    ///
    /// A learning rate that changes once an epoch has this shape. The last value is held for as long as the one before.
    ///
    /// ```
    /// # use tch_lr_scheduler::plot::Plot;
    /// let plot = Plot::new("StepLR").steps("rate", [(0.0, 0.1), (1.0, 0.1), (2.0, 0.01)]);
    /// assert!(plot.to_svg().is_ok());
    /// ```
    pub fn steps(self, label: impl Into<String>, points: impl IntoIterator<Item = (f64, f64)>) -> Self {
        self.with_curve(Curve { is_stepped: true, ..Curve::new(printable(label), points) })
    }

    /// Adds a thin grey curve, such as the raw values behind a smoothed curve.
    ///
    /// Curves are drawn in the order in which they are added. Add a backdrop first, so that it lies behind the others.
    ///
    /// ```
    /// # use tch_lr_scheduler::plot::Plot;
    /// let raw = [(0.0, 1.0), (1.0, 3.0), (2.0, 1.0)];
    /// let plot = Plot::new("loss").backdrop("raw", raw).curve("smoothed", [(0.0, 1.0), (2.0, 2.0)]);
    /// assert!(plot.to_svg().is_ok());
    /// ```
    pub fn backdrop(self, label: impl Into<String>, points: impl IntoIterator<Item = (f64, f64)>) -> Self {
        self.with_curve(Curve { is_backdrop: true, ..Curve::new(printable(label), points) })
    }

    /// Adds a dashed vertical line at `x`, such as a milestone or the boundary of a phase.
    ///
    /// The label stands above the line. If it would overlap the label of a mark to its left, only the line is drawn.
    ///
    /// ```
    /// # use tch_lr_scheduler::plot::Plot;
    /// let plot = Plot::new("rate").curve("", [(0.0, 0.1), (90.0, 0.1)]).mark(50.0, "milestone");
    /// assert!(plot.to_svg()?.contains("milestone"));
    /// # Ok::<(), tch_lr_scheduler::plot::PlotError>(())
    /// ```
    pub fn mark(mut self, x: f64, label: impl Into<String>) -> Self {
        self.marks.push((x, Some(printable(label))));
        self
    }

    /// Adds a dashed vertical line at `x`, labelled with the value of `x`, which is written as the numbers of the axis are.
    ///
    /// ```
    /// # use tch_lr_scheduler::plot::Plot;
    /// let plot = Plot::new("rate").curve("", [(0.0, 0.1), (1e6, 0.1)]).mark_value(352_000.0);
    /// assert!(plot.to_svg()?.contains("0.352M"));
    /// # Ok::<(), tch_lr_scheduler::plot::PlotError>(())
    /// ```
    pub fn mark_value(mut self, x: f64) -> Self {
        self.marks.push((x, None));
        self
    }

    /// Adds a ring around the point (`x`, `y`), with a label beside it.
    ///
    /// ```
    /// # use tch_lr_scheduler::plot::Plot;
    /// let plot = Plot::new("LR finder")
    ///     .curve("loss", [(1e-6, 2.3), (1e-2, 1.1), (1.0, 9.0)])
    ///     .log_x()
    ///     .point("steepest", 1e-4, 1.7);
    /// assert!(plot.to_svg()?.contains("steepest"));
    /// # Ok::<(), tch_lr_scheduler::plot::PlotError>(())
    /// ```
    pub fn point(mut self, label: impl Into<String>, x: f64, y: f64) -> Self {
        self.points.push((x, y, printable(label)));
        self
    }

    /// Adds a panel below this plot, with the same horizontal axis.
    ///
    /// A panel has its own title, vertical axis, curves and legend. The picture has the size, the name and the unit of the
    /// horizontal axis of this plot.
    ///
    /// ```
    /// # use tch_lr_scheduler::plot::Plot;
    /// let momentum = Plot::new("").y_label("momentum").steps("", [(0.0, 0.95), (50.0, 0.85)]);
    /// let plot = Plot::new("one cycle").y_label("rate").steps("", [(0.0, 0.1), (50.0, 1.0)]).below(momentum);
    /// let svg = plot.to_svg()?;
    /// assert!(svg.contains("rate") && svg.contains("momentum"));
    /// # Ok::<(), tch_lr_scheduler::plot::PlotError>(())
    /// ```
    pub fn below(mut self, mut panel: Plot) -> Self {
        let further = std::mem::take(&mut panel.panels);
        self.panels.push(panel);
        self.panels.extend(further);
        self
    }

    /// Adds a number of curves that the picture leaves out to the legend.
    pub(super) fn omitting(mut self, curves: usize) -> Self {
        self.omitted += curves;
        self
    }

    fn with_curve(mut self, curve: Curve) -> Self {
        self.curves.push(curve);
        self
    }
}
