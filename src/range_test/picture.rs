use super::{LrBounds, RangeCurve, Suggestions};
use crate::Mode;
use crate::plot::Plot;

impl RangeCurve {
    /// A plot of the curve over a logarithmic axis of rates. Rings mark the suggestions, and vertical lines the bounds.
    ///
    /// ```
    /// use tch_lr_scheduler::RangeCurve;
    ///
    /// let curve = RangeCurve::new([1e-4, 1e-3, 1e-2, 0.1, 1.0], [2.0, 1.99, 1.0, 0.5, 3.0])?;
    /// let svg = curve.plot("range test").to_svg()?;
    /// assert!(svg.contains("steepest: 1.0e-3") && svg.contains("max_lr"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn plot(&self, title: impl Into<String>) -> Plot {
        self.marked(Plot::new(title).curve("", self.points()), &self.suggestions(), self.bounds())
    }

    pub(crate) fn points(&self) -> impl Iterator<Item = (f64, f64)> {
        self.lrs().iter().copied().zip(self.values().iter().copied())
    }

    /// Adds axes, rings and vertical lines to a plot of this curve.
    pub(crate) fn marked(&self, plot: Plot, suggestions: &Suggestions, bounds: Option<LrBounds>) -> Plot {
        let y_label = match self.optimized() {
            Mode::Min => "loss",
            Mode::Max => "metric",
        };
        let mut plot = plot.x_label("learning rate").y_label(y_label).log_x();
        for ring in rings(suggestions) {
            if let Some(value) = self.at(ring.lr) {
                plot = plot.point(ring.label, ring.lr, value);
            }
        }
        if let Some(LrBounds { base_lr, max_lr }) = bounds {
            plot = plot.mark(base_lr, "base_lr").mark(max_lr, "max_lr");
        }
        plot
    }
}

struct Ring {
    lr: f64,
    label: String,
}

/// The labels of two rings would overlap if their rates are closer than this factor.
const NEAR: f64 = 2.0;

/// The rings of the suggestions, from the lowest rate to the highest. If rings are close together, the first has the label of all.
fn rings(suggestions: &Suggestions) -> Vec<Ring> {
    let mut named: Vec<_> = suggestions.iter().collect();
    named.sort_by(|left, right| left.1.total_cmp(&right.1));
    let mut rings: Vec<Ring> = vec![];
    let mut labelled = None;
    for (name, lr) in named {
        let label = format!("{name}: {lr:.1e}");
        match labelled.and_then(|index: usize| rings.get_mut(index)).filter(|ring| lr / ring.lr < NEAR) {
            Some(ring) => {
                ring.label = format!("{}, {label}", ring.label);
                rings.push(Ring { lr, label: String::new() });
            }
            None => {
                labelled = Some(rings.len());
                rings.push(Ring { lr, label });
            }
        }
    }
    rings
}
