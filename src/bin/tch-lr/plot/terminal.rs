use super::axis::{Axis as Unit, Size};
use super::panels::Panels;
use super::terminal_axes::{Bounds, between, short};
use anyhow::{Result, anyhow};
use ratatui_core::buffer::Buffer;
use ratatui_core::layout::Rect;
use ratatui_core::style::{Color, Style};
use ratatui_core::symbols::Marker;
use ratatui_core::text::{Line, Span};
use ratatui_core::widgets::Widget;
use ratatui_widgets::chart::{Axis, Chart, Dataset, GraphType};
use std::io::Write;

const HEIGHT: u16 = 18;
const HEIGHTS: std::ops::RangeInclusive<u32> = 8..=100;
const WIDTHS: std::ops::RangeInclusive<u32> = 40..=200;
/// The colours of the curves. The first curve has the terminal's text colour.
const COLORS: [Color; 6] = [Color::Reset, Color::Yellow, Color::Cyan, Color::Magenta, Color::Green, Color::Blue];
/// The colours of more curves than that, from the first to the last: a gradient in the palette of 256 colours.
const GRADIENT: [u8; 12] = [27, 33, 38, 37, 36, 71, 107, 143, 179, 173, 167, 161];
/// A longer legend lists only some of the curves.
const LONGEST_LEGEND: usize = 8;
const LISTED: usize = 6;

/// The lines of one curve.
type Lines = Vec<Vec<(f64, f64)>>;

/// One panel, with its scales applied.
struct Panel<'a> {
    name: &'a str,
    labels: Vec<&'a str>,
    lines: Vec<Lines>,
    bounds: Bounds,
    phase_boundaries: Vec<f64>,
    omitted: usize,
}

pub fn draw(panels: &Panels, title: &str, is_log: bool, unit: &Unit, size: Option<Size>, output: &mut impl Write) -> Result<()> {
    let (unit, length) = unit.unit(panels.unit());
    let scale = Scale { length, is_log };
    let mut drawn = vec![];
    for curves in &panels.settings {
        let points: Vec<_> = curves.curves.iter().map(|(_, points)| points.as_slice()).collect();
        let labels = curves.curves.iter().map(|(label, _)| label.as_str()).collect();
        let phase_boundaries = curves.phase_boundaries.iter().map(|step| *step as f64 / length).collect();
        let lines: Vec<_> = points.iter().map(|points| scale.stepped(points)).collect();
        let bounds = scale.bounds(&curves.setting, &points, &lines)?;
        drawn.push(Panel { name: &curves.setting, labels, lines, bounds, phase_boundaries, omitted: curves.omitted });
    }
    for (name, points) in &panels.metrics {
        let lines = vec![vec![scale.joined(points)]];
        let bounds = scale.bounds(name, &[points], &lines)?;
        drawn.push(Panel { name, labels: vec![name], lines, bounds, phase_boundaries: vec![], omitted: 0 });
    }
    // Nothing is written before every panel is known to be drawable.
    for panel in &drawn {
        panel.draw(title, is_log, unit, size, output)?;
    }
    Ok(output.flush()?)
}

/// The scales of both axes.
struct Scale {
    /// The length of one unit of the horizontal axis in steps.
    length: f64,
    is_log: bool,
}

impl Scale {
    fn points(&self, points: &[(f64, f64)]) -> Vec<(f64, f64)> {
        points.iter().map(|(x, y)| (x / self.length, if self.is_log { y.log10() } else { *y })).collect()
    }

    /// The lines of a staircase: each value applies until the next step. There is a gap where the axis cannot show the value.
    fn stepped(&self, points: &[(f64, f64)]) -> Lines {
        let points = self.points(points);
        let lines = points.split(|(_, y)| !y.is_finite()).filter(|line| !line.is_empty());
        let corners = |line: &[(f64, f64)]| {
            let turns = line.windows(2).flat_map(|pair| [pair[0], (pair[1].0, pair[0].1)]);
            turns.chain(line.last().copied()).collect()
        };
        lines.map(corners).collect()
    }

    /// The line through all points that the axis can show.
    fn joined(&self, points: &[(f64, f64)]) -> Vec<(f64, f64)> {
        self.points(points).into_iter().filter(|(_, y)| y.is_finite()).collect()
    }

    fn bounds(&self, name: &str, points: &[&[(f64, f64)]], lines: &[Lines]) -> Result<Bounds> {
        let columns = points.iter().flat_map(|points| points.iter()).map(|(x, _)| x / self.length);
        let values = lines.iter().flatten().flatten().map(|(_, y)| *y);
        let problem = if self.is_log { "leave out --log-y, because no value is above zero" } else { "no value is finite" };
        Bounds::of(columns, values, self.length, self.is_log).ok_or_else(|| anyhow!("{name}: {problem}"))
    }
}

impl Panel<'_> {
    fn draw(&self, title: &str, is_log: bool, unit: &str, size: Option<Size>, output: &mut impl Write) -> Result<()> {
        let Bounds { columns: [left, right], values: [low, high], parts } = self.bounds;
        let mark = |x: &f64| -> [(f64, f64); 16] { std::array::from_fn(|row| (*x, low + (high - low) * row as f64 / 15.0)) };
        let marks: Vec<_> = self.phase_boundaries.iter().map(mark).collect();
        let mark = |points| Dataset::default().data(points).marker(Marker::Dot).style(Color::DarkGray);
        let curves = self.lines.iter().enumerate();
        let lines = curves.flat_map(|(index, lines)| lines.iter().map(move |points| self.curve(index, points)));
        let datasets = marks.iter().map(|points| mark(points.as_slice())).chain(lines).collect();
        let value = |scaled: f64| short(if is_log { 10f64.powf(scaled) } else { scaled });
        let column = |x: f64| short(if unit == "step" && right - left >= 10.0 { x.round() } else { x });
        let x = Axis::default().bounds([left, right]).labels(between(left, right, 2).map(column));
        let y = Axis::default().bounds([low, high]).labels(between(low, high, parts).map(value));

        let area = area(size);
        let mut buffer = Buffer::empty(area);
        Chart::new(datasets).x_axis(x).y_axis(y).legend_position(None).render(area, &mut buffer);
        let heading = Line::from(format!("{title}, {} by {unit}", self.name));
        for line in std::iter::once(heading).chain(self.legend()) {
            let spans = line.spans.iter().map(|span| (span.content.as_ref(), span.style));
            write_line(spans, output)?;
        }
        for row in 0..area.height {
            let cells: Vec<_> = (0..area.width).map(|column| &buffer[(column, row)]).collect();
            let used = cells.iter().rposition(|cell| cell.symbol() != " ").map_or(0, |last| last + 1);
            write_line(cells[..used].iter().map(|cell| (cell.symbol(), cell.style())), output)?;
        }
        Ok(())
    }

    /// A line for each curve. Of many curves, some at equal distances, and a line that counts the others.
    fn legend(&self) -> Vec<Line<'_>> {
        let count = self.labels.len();
        let listed = if count > LONGEST_LEGEND { LISTED } else { count };
        let index = |entry: usize| entry * count.saturating_sub(1) / listed.saturating_sub(1).max(1);
        let line = |index: usize| Line::from(vec![Span::styled("── ", self.color(index)), Span::raw(self.labels[index])]);
        let mut lines: Vec<_> = (0..listed).map(index).map(line).collect();
        let others = count - listed + self.omitted;
        if others > 0 {
            let undrawn = if self.omitted > 0 { format!(", {} of them not drawn", self.omitted) } else { String::new() };
            lines.push(Line::from(format!("   and {others} more{undrawn}")));
        }
        if count > 1 { lines } else { vec![] }
    }

    fn curve<'a>(&self, index: usize, points: &'a [(f64, f64)]) -> Dataset<'a> {
        // A single dot of a Braille pattern is hard to see.
        let marker = if points.len() == 1 { Marker::Dot } else { Marker::Braille };
        Dataset::default().data(points).marker(marker).graph_type(GraphType::Line).style(self.color(index))
    }

    fn color(&self, index: usize) -> Style {
        let count = self.labels.len();
        let gradient = || Color::Indexed(GRADIENT[index * (GRADIENT.len() - 1) / (count - 1).max(1)]);
        Style::new().fg(if count <= COLORS.len() { COLORS[index] } else { gradient() })
    }
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

/// The size of a panel in columns and rows: as given, else the width of the terminal, else that of the variable `COLUMNS`, else 80
/// columns.
fn area(size: Option<Size>) -> Rect {
    let of_terminal = || terminal_size::terminal_size().map(|(width, _)| u32::from(width.0));
    let of_variable = || std::env::var("COLUMNS").ok().and_then(|columns| columns.parse::<u16>().ok()).map(u32::from);
    let width = size.map(|size| size.width).or_else(of_terminal).or_else(of_variable).unwrap_or(80);
    let height = size.map_or(u32::from(HEIGHT), |size| size.height);
    let [width, height] = [(width, WIDTHS), (height, HEIGHTS)].map(|(length, range)| length.clamp(*range.start(), *range.end()));
    Rect::new(0, 0, width as u16, height as u16)
}
