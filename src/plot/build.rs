use super::picture::{Axis, Mark, Plot, Point, printable};
use super::scale::Spacing;
use super::series::{Series, Shape};

impl Plot {
    /// A plot without curves, 800 wide and 480 high.
    ///
    /// A title too long for one line is wrapped, then set smaller, then cut.
    ///
    /// ```
    /// # use tch_lr_scheduler::plot::Plot;
    /// let plot = Plot::new("CosineAnnealingLR(t_max=100)").curve("rate", [(0.0, 0.1)]);
    /// assert!(plot.to_svg()?.contains("CosineAnnealingLR(t_max=100)"));
    /// # Ok::<(), tch_lr_scheduler::plot::PlotError>(())
    /// ```
    pub fn new(title: impl Into<String>) -> Self {
        Self {
            title: printable(title),
            x: Axis::default(),
            y: Axis::default(),
            series: Vec::new(),
            marks: Vec::new(),
            points: Vec::new(),
            width: 800,
            height: 480,
        }
    }

    /// Names the horizontal axis.
    ///
    /// ```
    /// # use tch_lr_scheduler::plot::Plot;
    /// let plot = Plot::new("rate").curve("", [(0.0, 0.1)]).x_label("epoch");
    /// assert!(plot.to_svg()?.contains(">epoch</text>"));
    /// # Ok::<(), tch_lr_scheduler::plot::PlotError>(())
    /// ```
    pub fn x_label(mut self, label: impl Into<String>) -> Self {
        self.x.label = printable(label);
        self
    }

    /// Names the vertical axis.
    ///
    /// ```
    /// # use tch_lr_scheduler::plot::Plot;
    /// let plot = Plot::new("rate").curve("", [(0.0, 0.1)]).y_label("learning rate");
    /// assert!(plot.to_svg()?.contains(">learning rate</text>"));
    /// # Ok::<(), tch_lr_scheduler::plot::PlotError>(())
    /// ```
    pub fn y_label(mut self, label: impl Into<String>) -> Self {
        self.y.label = printable(label);
        self
    }

    /// Adds a curve whose points are joined by straight lines.
    ///
    /// An empty label keeps the curve out of the legend. A long curve is thinned
    /// to what the picture can show; its peaks and dips survive.
    ///
    /// ```
    /// # use tch_lr_scheduler::plot::Plot;
    /// let loss = (1..1_000_000).map(|step| (f64::from(step), 1.0 / f64::from(step)));
    /// let svg = Plot::new("loss").curve("smoothed", loss).to_svg()?;
    /// assert!(svg.len() < 200_000);
    /// # Ok::<(), tch_lr_scheduler::plot::PlotError>(())
    /// ```
    pub fn curve(self, label: impl Into<String>, points: impl IntoIterator<Item = (f64, f64)>) -> Self {
        self.with_series(label, Shape::Joined, points)
    }

    /// Adds a curve that keeps each value until the next point: right-angled steps.
    ///
    /// This is the shape of a learning rate, which is constant within an epoch.
    /// The last value is kept for as long as the one before it.
    ///
    /// ```
    /// # use tch_lr_scheduler::plot::Plot;
    /// let plot = Plot::new("StepLR").steps("rate", [(0.0, 0.1), (1.0, 0.1), (2.0, 0.01)]);
    /// assert!(plot.to_svg().is_ok());
    /// ```
    pub fn steps(self, label: impl Into<String>, points: impl IntoIterator<Item = (f64, f64)>) -> Self {
        self.with_series(label, Shape::Steps, points)
    }

    /// Spaces the horizontal axis by powers of ten.
    ///
    /// ```
    /// # use tch_lr_scheduler::plot::Plot;
    /// let plot = Plot::new("LR finder").curve("loss", [(1e-6, 2.3), (1.0, 9.0)]).log_x();
    /// assert!(plot.to_svg()?.contains(">1e-6</text>"));
    /// # Ok::<(), tch_lr_scheduler::plot::PlotError>(())
    /// ```
    pub fn log_x(mut self) -> Self {
        self.x.spacing = Spacing::Logarithmic;
        self
    }

    /// Spaces the vertical axis by powers of ten.
    ///
    /// ```
    /// # use tch_lr_scheduler::plot::Plot;
    /// let plot = Plot::new("decay").curve("rate", [(0.0, 0.1), (90.0, 1e-6)]).log_y();
    /// assert!(plot.to_svg()?.contains(">1e-4</text>"));
    /// # Ok::<(), tch_lr_scheduler::plot::PlotError>(())
    /// ```
    pub fn log_y(mut self) -> Self {
        self.y.spacing = Spacing::Logarithmic;
        self
    }

    /// Adds a vertical line, such as a milestone or the edge of a phase.
    ///
    /// Its label stands above the curves. Where labels crowd each other, the
    /// later ones are left out and their lines stay.
    ///
    /// ```
    /// # use tch_lr_scheduler::plot::Plot;
    /// let plot = Plot::new("rate").curve("", [(0.0, 0.1), (90.0, 0.1)]).mark(50.0, "milestone");
    /// assert!(plot.to_svg()?.contains(">milestone</text>"));
    /// # Ok::<(), tch_lr_scheduler::plot::PlotError>(())
    /// ```
    pub fn mark(mut self, x: f64, label: impl Into<String>) -> Self {
        let label = printable(label);
        self.marks.push(Mark { x, label });
        self
    }

    /// Adds a ringed point with a label beside it.
    ///
    /// ```
    /// # use tch_lr_scheduler::plot::Plot;
    /// let plot = Plot::new("LR finder")
    ///     .curve("loss", [(1e-6, 2.3), (1e-2, 1.1), (1.0, 9.0)])
    ///     .log_x()
    ///     .point("steepest", 1e-4, 1.7);
    /// assert!(plot.to_svg()?.contains(">steepest</text>"));
    /// # Ok::<(), tch_lr_scheduler::plot::PlotError>(())
    /// ```
    pub fn point(mut self, label: impl Into<String>, x: f64, y: f64) -> Self {
        let label = printable(label);
        self.points.push(Point { label, x, y });
        self
    }

    /// Sets the width and height: the user units of the SVG, two PNG pixels each.
    ///
    /// ```
    /// # use tch_lr_scheduler::plot::Plot;
    /// let plot = Plot::new("small").curve("", [(0.0, 0.1)]).size(400, 240);
    /// assert!(plot.to_svg()?.contains(r#"viewBox="0 0 400 240""#));
    /// # Ok::<(), tch_lr_scheduler::plot::PlotError>(())
    /// ```
    pub fn size(mut self, width: u32, height: u32) -> Self {
        self.width = width;
        self.height = height;
        self
    }

    fn with_series(mut self, label: impl Into<String>, shape: Shape, points: impl IntoIterator<Item = (f64, f64)>) -> Self {
        self.series.push(Series::new(printable(label), shape, points));
        self
    }
}
