use super::curve::Curve;

/// A picture of curves, marks and points over one pair of axes.
///
/// Points whose coordinates are not finite are left out. On a logarithmic axis, so are points at or below zero: a curve of
/// [`steps`](Self::steps) has a gap there. The points of a curve are joined in order of `x`, whatever order they are given in.
///
/// Up to seven curves have a colour and dashes each. More curves have the colours of a gradient in the order in which they are
/// added. If the legend has no room for all of them, it lists some at equal distances, among them the first and the last.
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
    /// The `x` and the label of each vertical line. `None` is a label with the value of `x`.
    pub(super) marks: Vec<(f64, Option<String>)>,
    /// The `x`, the `y` and the label of each ringed point.
    pub(super) points: Vec<(f64, f64, String)>,
    pub(super) width: u32,
    pub(super) height: u32,
    /// The length of one unit of the horizontal axis.
    pub(super) x_unit: f64,
    /// The plots below this one.
    pub(super) panels: Vec<Plot>,
    /// The number of curves that the picture leaves out. The legend contains this number.
    pub(super) omitted: usize,
}

impl Plot {
    /// A plot with linear axes and no curves, 800 wide and 480 high.
    ///
    /// The title stands above the picture, on two lines if it is too long for one. It is cut if it is too long for two. An
    /// empty title takes no room.
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
            x_unit: 1.0,
            panels: Vec::new(),
            omitted: 0,
        }
    }

    /// Names the horizontal axis. By default it has no name.
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

    /// Names the vertical axis. By default it has no name.
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

    /// Names the horizontal axis, and shows it in units that are `length` long, such as epochs of 391 steps.
    ///
    /// The curves, marks and points are given in steps all the same. `length` may be below 1: `x_unit("token", 1.0 / 4096.0)` is
    /// for steps of 4096 tokens. A length that is not finite and above 0 is an error when the plot is drawn.
    ///
    /// ```
    /// # use tch_lr_scheduler::plot::Plot;
    /// let rates = (0..=3910).map(|step| (f64::from(step), 0.1));
    /// let svg = Plot::new("rate").steps("", rates).x_unit("epoch", 391.0).to_svg()?;
    /// assert!(svg.contains("epoch") && svg.contains("\n10\n") && !svg.contains("\n3910\n"));
    /// # Ok::<(), tch_lr_scheduler::plot::PlotError>(())
    /// ```
    pub fn x_unit(mut self, label: impl Into<String>, length: f64) -> Self {
        self.x_unit = length;
        self.x_label(label)
    }

    /// Makes the horizontal axis logarithmic.
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

    /// Makes the vertical axis logarithmic.
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

    /// Sets the width (320 to 4096) and the height (240 to 4096) of the picture.
    ///
    /// The unit is the CSS pixel in an SVG, and two pixels in a PNG. Panels [below](Self::below) share the height equally, and need
    /// at least 200 each. A size outside its range is an error when the plot is drawn.
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
}

/// The text on one line, with U+FFFD in place of each character that XML forbids.
pub(super) fn printable(text: impl Into<String>) -> String {
    let is_forbidden = |character: char| character.is_control() || matches!(character, '\u{FFFE}' | '\u{FFFF}');
    let words: Vec<String> = text.into().split_whitespace().map(|word| word.replace(is_forbidden, "\u{FFFD}")).collect();
    words.join(" ")
}
