use super::curve::Curve;

/// A picture of one or more curves over a shared pair of axes.
///
/// Points that are not finite are skipped, and so are points at or below zero
/// on a logarithmic axis. Points are joined in order of `x`.
///
/// ```
/// use tch_lr_scheduler::plot::Plot;
///
/// let warmup = (0..=100).map(|step| (f64::from(step), 0.001 * f64::from(step)));
/// let plot = Plot::new("warm-up").x_label("step").y_label("rate").curve("group 0", warmup);
/// assert!(plot.to_svg()?.contains("<title>warm-up</title>"));
/// # Ok::<(), tch_lr_scheduler::plot::PlotError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[must_use = "a plot is only drawn by `to_svg`, `to_png` or `save`"]
pub struct Plot {
    pub(super) title: String,
    pub(super) x_label: String,
    pub(super) y_label: String,
    pub(super) log_x: bool,
    pub(super) log_y: bool,
    pub(super) curves: Vec<Curve>,
    pub(super) marks: Vec<(f64, String)>,
    pub(super) points: Vec<(f64, f64, String)>,
    pub(super) width: u32,
    pub(super) height: u32,
}

impl Plot {
    /// A plot without curves, 800 wide and 480 high.
    ///
    /// A title too long for one line is wrapped, one too long for two is cut.
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
            x_label: String::new(),
            y_label: String::new(),
            log_x: false,
            log_y: false,
            curves: Vec::new(),
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
    /// assert!(plot.to_svg()?.contains("epoch"));
    /// # Ok::<(), tch_lr_scheduler::plot::PlotError>(())
    /// ```
    pub fn x_label(mut self, label: impl Into<String>) -> Self {
        self.x_label = printable(label);
        self
    }

    /// Names the vertical axis.
    ///
    /// ```
    /// # use tch_lr_scheduler::plot::Plot;
    /// let plot = Plot::new("rate").curve("", [(0.0, 0.1)]).y_label("learning rate");
    /// assert!(plot.to_svg()?.contains("learning rate"));
    /// # Ok::<(), tch_lr_scheduler::plot::PlotError>(())
    /// ```
    pub fn y_label(mut self, label: impl Into<String>) -> Self {
        self.y_label = printable(label);
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
        self.with_curve(label, false, points)
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
        self.with_curve(label, true, points)
    }

    /// Adds a curve that is thin and grey, for what lies behind another: the raw values of a smoothed curve.
    ///
    /// ```
    /// # use tch_lr_scheduler::plot::Plot;
    /// let raw = [(0.0, 1.0), (1.0, 3.0), (2.0, 1.0)];
    /// let plot = Plot::new("loss").backdrop("raw", raw).curve("smoothed", [(0.0, 1.0), (2.0, 2.0)]);
    /// assert!(plot.to_svg().is_ok());
    /// ```
    pub fn backdrop(self, label: impl Into<String>, points: impl IntoIterator<Item = (f64, f64)>) -> Self {
        let mut plot = self.with_curve(label, false, points);
        plot.curves.iter_mut().rev().take(1).for_each(|curve| curve.faint = true);
        plot
    }

    /// Spaces the horizontal axis by powers of ten.
    ///
    /// ```
    /// # use tch_lr_scheduler::plot::Plot;
    /// let plot = Plot::new("LR finder").curve("loss", [(1e-6, 2.3), (1.0, 9.0)]).log_x();
    /// assert!(plot.to_svg()?.contains("1e-6"));
    /// # Ok::<(), tch_lr_scheduler::plot::PlotError>(())
    /// ```
    pub fn log_x(mut self) -> Self {
        self.log_x = true;
        self
    }

    /// Spaces the vertical axis by powers of ten.
    ///
    /// ```
    /// # use tch_lr_scheduler::plot::Plot;
    /// let plot = Plot::new("decay").curve("rate", [(0.0, 0.1), (90.0, 1e-6)]).log_y();
    /// assert!(plot.to_svg()?.contains("1e-4"));
    /// # Ok::<(), tch_lr_scheduler::plot::PlotError>(())
    /// ```
    pub fn log_y(mut self) -> Self {
        self.log_y = true;
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
    /// assert!(plot.to_svg()?.contains("milestone"));
    /// # Ok::<(), tch_lr_scheduler::plot::PlotError>(())
    /// ```
    pub fn mark(mut self, x: f64, label: impl Into<String>) -> Self {
        self.marks.push((x, printable(label)));
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
    /// assert!(plot.to_svg()?.contains("steepest"));
    /// # Ok::<(), tch_lr_scheduler::plot::PlotError>(())
    /// ```
    pub fn point(mut self, label: impl Into<String>, x: f64, y: f64) -> Self {
        self.points.push((x, y, printable(label)));
        self
    }

    /// Sets the width and height: the user units of the SVG, two PNG pixels each.
    ///
    /// ```
    /// # use tch_lr_scheduler::plot::Plot;
    /// let plot = Plot::new("small").curve("", [(0.0, 0.1)]).size(400, 240);
    /// assert!(plot.to_svg()?.contains(r#"width="400" height="240""#));
    /// # Ok::<(), tch_lr_scheduler::plot::PlotError>(())
    /// ```
    pub fn size(mut self, width: u32, height: u32) -> Self {
        self.width = width;
        self.height = height;
        self
    }

    fn with_curve(mut self, label: impl Into<String>, stepped: bool, points: impl IntoIterator<Item = (f64, f64)>) -> Self {
        self.curves.push(Curve { label: printable(label), stepped, faint: false, points: points.into_iter().collect() });
        self
    }
}

/// On one line, without the characters that XML forbids.
fn printable(text: impl Into<String>) -> String {
    let forbidden = |character: char| character.is_control() || matches!(character, '\u{FFFE}' | '\u{FFFF}');
    let words: Vec<String> = text.into().split_whitespace().map(|word| word.replace(forbidden, "\u{FFFD}")).collect();
    words.join(" ")
}
