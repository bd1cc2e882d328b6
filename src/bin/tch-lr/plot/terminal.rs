use super::curves::Curves;
use anyhow::{Result, bail};
use ratatui_core::buffer::Buffer;
use ratatui_core::layout::Rect;
use ratatui_core::style::{Color, Style};
use ratatui_core::symbols::Marker;
use ratatui_core::text::{Line, Span};
use ratatui_core::widgets::Widget;
use ratatui_widgets::chart::{Axis, Chart, Dataset, GraphType};
use std::io::Write;
use tch_lr_scheduler::printable;

const HEIGHT: u16 = 18;
const WIDTHS: std::ops::RangeInclusive<u16> = 40..=200;
/// The colours of the curves. The first curve has the terminal's text colour.
const COLORS: [Color; 6] = [Color::Reset, Color::Yellow, Color::Cyan, Color::Magenta, Color::Green, Color::Blue];

pub fn draw(curves: &Curves, title: &str, log: bool, output: &mut impl Write) -> Result<()> {
    let scale = |value: f64| if log { value.log10() } else { value };
    let scaled: Vec<Vec<(f64, f64)>> = curves.curves.iter().map(|curve| stepped(&curve.points, scale)).collect();
    let Some(([left, right], [low, high], parts)) = bounds(&scaled, log) else {
        bail!("{title}: leave out --log, because no value is above zero");
    };
    let phase_boundaries: Vec<_> = curves.phase_boundaries.iter().map(|step| [(*step as f64, low), (*step as f64, high)]).collect();
    let mark = |points| Dataset::default().data(points).marker(Marker::Dot).graph_type(GraphType::Scatter).style(Color::DarkGray);
    let marks: Vec<[(f64, f64); 16]> = phase_boundaries
        .iter()
        .map(|[(x, low), (_, high)]| std::array::from_fn(|row| (*x, low + (high - low) * row as f64 / 15.0)))
        .collect();
    let datasets = marks
        .iter()
        .map(|marks| mark(marks))
        .chain(scaled.iter().enumerate().map(|(index, points)| curve(index, points)))
        .collect();
    let value = |scaled: f64| short(if log { 10f64.powf(scaled) } else { scaled });
    let between =
        |from: f64, to: f64, parts: i32| (0..=parts).map(move |part| from + (to - from) * f64::from(part) / f64::from(parts));
    let x = Axis::default().bounds([left, right]).labels(between(left, right, 2).map(|step| short(step.round())));
    let y = Axis::default().bounds([low, high]).labels(between(low, high, parts).map(value));

    let area = Rect::new(0, 0, width(), HEIGHT);
    let mut buffer = Buffer::empty(area);
    Chart::new(datasets).x_axis(x).y_axis(y).legend_position(None).render(area, &mut buffer);
    let heading = Line::from(printable(&format!("{title}, {} by step", curves.setting)));
    let legend = curves.curves.iter().enumerate().map(|(index, curve)| {
        let style = Style::new().fg(COLORS[index % COLORS.len()]);
        Line::from(vec![Span::styled("── ", style), Span::raw(curve.label.as_str())])
    });
    let legend: Vec<_> = if curves.curves.len() > 1 { legend.collect() } else { vec![] };
    for line in std::iter::once(heading).chain(legend) {
        let spans = line.spans.iter().map(|span| (span.content.as_ref(), span.style));
        write_line(spans, output)?;
    }
    for row in 0..area.height {
        let cells: Vec<_> = (0..area.width).map(|column| &buffer[(column, row)]).collect();
        let used = cells.iter().rposition(|cell| cell.symbol() != " ").map_or(0, |last| last + 1);
        write_line(cells[..used].iter().map(|cell| (cell.symbol(), cell.style())), output)?;
    }
    Ok(output.flush()?)
}

fn curve(index: usize, points: &[(f64, f64)]) -> Dataset<'_> {
    // A single dot of a Braille pattern is hard to see.
    let marker = if points.len() == 1 { Marker::Dot } else { Marker::Braille };
    let style = Style::new().fg(COLORS[index % COLORS.len()]);
    Dataset::default().data(points).marker(marker).graph_type(GraphType::Line).style(style)
}

/// Writes a line, with one escape sequence for each run of parts that have the same style.
fn write_line<'a>(parts: impl Iterator<Item = (&'a str, Style)>, output: &mut impl Write) -> Result<()> {
    let mut current = anstyle::Style::new();
    for (text, style) in parts {
        let color = style.fg.filter(|color| *color != Color::Reset).map(anstyle::Color::from);
        let style = anstyle::Style::new().fg_color(color);
        if style != current {
            write!(output, "{current:#}{style}")?;
            current = style;
        }
        write!(output, "{text}")?;
    }
    Ok(writeln!(output, "{current:#}")?)
}

/// The width of the plot in columns: that of the terminal, else that of the variable `COLUMNS`, else 80.
fn width() -> u16 {
    let of_terminal = terminal_size::terminal_size().map(|(width, _)| width.0);
    let of_variable = || std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    of_terminal.or_else(of_variable).unwrap_or(80).clamp(*WIDTHS.start(), *WIDTHS.end())
}

/// The points of a staircase: each value holds until the next step.
fn stepped(points: &[(f64, f64)], scale: impl Fn(f64) -> f64) -> Vec<(f64, f64)> {
    let shown: Vec<_> = points.iter().map(|(x, y)| (*x, scale(*y))).filter(|(_, y)| y.is_finite()).collect();
    let corners = shown.windows(2).flat_map(|pair| [pair[0], (pair[1].0, pair[0].1)]);
    corners.chain(shown.last().copied()).collect()
}

/// The bounds of both axes, and the number of parts into which the labels divide the vertical axis. `None` if there are no points.
fn bounds(curves: &[Vec<(f64, f64)>], log: bool) -> Option<([f64; 2], [f64; 2], i32)> {
    let spread = |values: &mut dyn Iterator<Item = f64>| {
        values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)))
    };
    let (left, right) = spread(&mut curves.iter().flatten().map(|(x, _)| *x));
    let (low, high) = spread(&mut curves.iter().flatten().map(|(_, y)| *y));
    if left > right {
        return None;
    }
    let (y, parts) = if log { decades(low, high) } else { (round(low, high), 4) };
    Some(([left, right.max(left + 2.0)], y, parts))
}

/// The bounds of a logarithmic axis, in powers of ten, and a number of parts that divides it into whole powers of ten.
fn decades(low: f64, high: f64) -> ([f64; 2], i32) {
    let (low, high) = (low.floor(), high.ceil().max(low.floor() + 1.0));
    let parts = |count: f64| (2..=5).rev().find(|parts| count % f64::from(*parts) == 0.0);
    match (parts(high - low), parts(high - low + 1.0)) {
        (Some(parts), _) => ([low, high], parts),
        (None, Some(parts)) if high - low > 5.0 => ([low - 1.0, high], parts),
        _ => ([low, high], 1),
    }
}

/// The bounds of a linear axis whose quarters are round numbers. They include 0 if that leaves enough height for the curves.
fn round(low: f64, high: f64) -> [f64; 2] {
    let low = if (0.0..=0.4 * high).contains(&low) || low == high { low.min(0.0) } else { low };
    let high = if high > low { high } else { low + 1.0 };
    let quarter = (high - low) / 4.0;
    let power = 10f64.powf(quarter.log10().floor());
    let digits = [1.0, 1.25, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0];
    let rounded = digits.into_iter().map(|digits| digits * power).find(|rounded| *rounded >= quarter * (1.0 - 1e-9));
    let step = rounded.unwrap_or(quarter);
    let low = (low / step).floor() * step;
    [low, if low + 4.0 * step >= high { low + 4.0 * step } else { low + 4.0 * 1.25 * step }]
}

/// A number with three significant digits.
fn short(value: f64) -> String {
    let rounded = format!("{value:.2e}").parse().unwrap_or(value);
    match f64::abs(rounded) {
        0.0 => "0".into(),
        1e-3..1e4 => format!("{rounded}"),
        _ if value.fract() == 0.0 && value.abs() < 1e9 => format!("{value}"),
        _ => format!("{rounded:e}"),
    }
}
