use super::{LrBounds, RangeCurve, Suggestions};
use crate::plot::Plot;

impl RangeCurve {
    /// The curve over the logarithm of the rate, with its suggestions marked by rings and its bounds by lines.
    ///
    /// ```
    /// use tch_lr_scheduler::RangeCurve;
    ///
    /// let curve = RangeCurve::new([1e-4, 1e-3, 1e-2, 0.1, 1.0], [2.0, 1.99, 1.0, 0.5, 3.0])?;
    /// assert!(curve.plot("range test").to_svg()?.contains("steepest"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn plot(&self, title: impl Into<String>) -> Plot {
        self.marked(Plot::new(title).curve("", self.points()), &self.suggestions(), self.bounds())
    }

    pub(crate) fn points(&self) -> impl Iterator<Item = (f64, f64)> {
        self.lrs().iter().copied().zip(self.values().iter().copied())
    }

    pub(crate) fn marked(&self, plot: Plot, suggestions: &Suggestions, bounds: Option<LrBounds>) -> Plot {
        let mut plot = plot.x_label("learning rate").y_label("loss").log_x();
        for (lr, names) in together(suggestions) {
            if let Some(value) = self.at(lr) {
                plot = plot.point(format!("{names} {lr:.1e}"), lr, value);
            }
        }
        if let Some(LrBounds { base_lr, max_lr, .. }) = bounds {
            plot = plot.mark(base_lr, "base_lr").mark(max_lr, "max_lr");
        }
        plot
    }
}

/// Suggestions of the same rate share a ring.
fn together(suggestions: &Suggestions) -> Vec<(f64, String)> {
    let mut rings: Vec<(f64, String)> = vec![];
    for (name, lr) in suggestions.iter() {
        match rings.iter_mut().find(|(ring, _)| *ring == lr) {
            Some((_, names)) => *names = format!("{names}, {name}"),
            None => rings.push((lr, name.into())),
        }
    }
    rings
}
