use plotters::style::text_anchor::{HPos, VPos};

use super::axis::{Axis, Padding};
use super::builder::Plot;
use super::canvas::{Canvas, DrawResult, text_width};
use super::error::PlotError;
use super::style::{self, PIXEL, SOFT_INK};
use super::visible::Visible;

/// The least height of one of several panels.
const LOWEST_PANEL: u32 = 200;

/// One panel of a picture: the plot, its visible parts and its vertical axis.
pub(super) struct Panel<'a> {
    pub(super) plot: &'a Plot,
    pub(super) visible: Visible<'a>,
    pub(super) y: Axis,
    /// The name of the horizontal axis, which only the lowest panel has.
    pub(super) x_label: &'a str,
    pub(super) height: u32,
}

/// The panels of a picture, with what they share.
pub(super) struct Layout<'a> {
    pub(super) panels: Vec<Panel<'a>>,
    pub(super) x: Axis,
    pub(super) width: u32,
}

impl<'a> Layout<'a> {
    pub(super) fn of(first: &'a Plot) -> Result<Self, PlotError> {
        let (width, height) = (first.width, first.height);
        let count = u32::try_from(first.panels.len()).unwrap_or(u32::MAX).saturating_add(1);
        let lowest_height = if count == 1 { 240 } else { count.saturating_mul(LOWEST_PANEL) };
        if !(320..=4096).contains(&width) || !(lowest_height..=4096).contains(&height) {
            return Err(PlotError::Size { width, height, lowest_height });
        }
        if !(first.x_unit.is_finite() && first.x_unit > 0.0) {
            return Err(PlotError::Unit { unit: first.x_unit });
        }
        let height = height / count;
        let mut panels = vec![];
        for plot in std::iter::once(first).chain(&first.panels) {
            let nothing = || PlotError::NothingToDraw { title: name(plot).to_owned() };
            let visible = Visible::of(plot, first).ok_or_else(nothing)?;
            let y = visible.y_axis(plot.log_y, height);
            panels.push(Panel { plot, visible, y, x_label: "", height });
        }
        if let Some(lowest) = panels.last_mut() {
            lowest.x_label = &first.x_label;
        }
        let columns = panels.iter().flat_map(|panel| panel.visible.columns());
        let x = Axis::covering(columns, first.log_x, Padding::None, width as usize / 100);
        Ok(Self { panels, x, width })
    }

    /// The distance of the vertical axes from the left edge, which leaves room for their labels.
    pub(super) fn left(&self, canvas: &Canvas<'_>) -> DrawResult<i32> {
        let font = style::text(12, &SOFT_INK, HPos::Left, VPos::Top);
        let mut left = 46 * PIXEL;
        for label in self.panels.iter().flat_map(|panel| panel.y.labels()) {
            left = left.max(text_width(canvas, &label, &font)? + 46 * PIXEL);
        }
        Ok(left)
    }

    /// The distance of the charts from the right edge. Half of the last label of the horizontal axis reaches beyond the axis.
    pub(super) fn right_margin(&self, canvas: &Canvas<'_>) -> DrawResult<i32> {
        let font = style::text(12, &SOFT_INK, HPos::Left, VPos::Top);
        let last_label = text_width(canvas, &self.x.labels().last().unwrap_or_default(), &font)?;
        Ok((last_label / 2 + 4 * PIXEL).max(24 * PIXEL))
    }
}

/// The name of a plot in errors.
fn name(plot: &Plot) -> &str {
    if plot.title.is_empty() { &plot.y_label } else { &plot.title }
}
