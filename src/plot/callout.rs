use super::font::Font;
use super::frame::Frame;
use super::palette::{INK, Style, WHITE};
use super::picture::Point;
use super::scene::{Anchor, Disc, Scene, Text};

const SIZE: f64 = 13.0;
const RADIUS: f64 = 5.0;

/// Draws ringed points, each with its label where it covers least.
pub(super) fn draw(scene: &mut Scene, font: &Font, frame: &Frame, points: &[&Point], curves: &[Vec<(f64, f64)>]) {
    let mut taken: Vec<Area> = Vec::new();
    for point in points {
        let center = frame.place((point.x, point.y));
        scene.disc(Disc { center, radius: RADIUS, fill: WHITE, ring: Some(Style::solid(INK, 2.0)) });
        taken.push(Area::beside(center, (0.0, 0.0), (RADIUS, RADIUS)));
    }
    for point in points {
        let center = frame.place((point.x, point.y));
        let label = font.cut(&point.label, SIZE, frame.width() / 2.0);
        let mut label = font.text(label, SIZE, INK);
        label.halo = true;
        let area = least_covering(&label, center, frame, curves, &taken);
        scene.text(label.at((area.left + area.right) / 2.0, area.bottom - 0.3 * SIZE, Anchor::Middle));
        taken.push(area);
    }
}

fn least_covering(label: &Text, center: (f64, f64), frame: &Frame, curves: &[Vec<(f64, f64)>], taken: &[Area]) -> Area {
    let half = (label.width / 2.0, 0.6 * SIZE);
    let sides = [(1.0, -1.0), (1.0, 1.0), (-1.0, -1.0), (-1.0, 1.0)];
    let straight = [(0.0, -1.0), (0.0, 1.0), (1.0, 0.0), (-1.0, 0.0)];
    let places = [8.0, 20.0, 36.0].into_iter().flat_map(|away| {
        let directions = sides.into_iter().chain(straight);
        directions.map(move |(x, y)| {
            let offset = (x * (half.0 + away), y * (half.1 + away));
            Area::beside(center, offset, half)
        })
    });
    let mut best = Area::beside(center, (0.0, -half.1 - 8.0), half);
    let mut least = usize::MAX;
    for area in places {
        let crossed = curves.iter().map(|curve| area.crossings(curve)).sum::<usize>();
        let hidden = taken.iter().filter(|other| area.overlaps(other)).count();
        let outside = usize::from(!area.lies_in(frame));
        let cost = crossed + 100 * hidden + 10_000 * outside;
        if cost < least {
            (best, least) = (area, cost);
        }
    }
    best
}

#[derive(Clone, Copy, Debug)]
struct Area {
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
}

impl Area {
    fn beside(center: (f64, f64), offset: (f64, f64), half: (f64, f64)) -> Self {
        let (x, y) = (center.0 + offset.0, center.1 + offset.1);
        Self { left: x - half.0, right: x + half.0, top: y - half.1, bottom: y + half.1 }
    }

    fn lies_in(&self, frame: &Frame) -> bool {
        self.left >= frame.left + 4.0 && self.right <= frame.right && self.top >= frame.top && self.bottom <= frame.bottom - 4.0
    }

    fn overlaps(&self, other: &Self) -> bool {
        self.left < other.right && other.left < self.right && self.top < other.bottom && other.top < self.bottom
    }

    fn crossings(&self, curve: &[(f64, f64)]) -> usize {
        let segments = curve.windows(2).filter(|pair| match pair {
            [from, to] => self.is_crossed(*from, *to),
            _ => false,
        });
        segments.count()
    }

    /// Halves the segment until its box leaves the area or is small.
    fn is_crossed(&self, from: (f64, f64), to: (f64, f64)) -> bool {
        let covered = Self {
            left: from.0.min(to.0) - 2.0,
            right: from.0.max(to.0) + 2.0,
            top: from.1.min(to.1) - 2.0,
            bottom: from.1.max(to.1) + 2.0,
        };
        let middle = ((from.0 + to.0) / 2.0, (from.1 + to.1) / 2.0);
        let small = (from.0 - to.0).abs() + (from.1 - to.1).abs() < 4.0;
        self.overlaps(&covered) && (small || self.is_crossed(from, middle) || self.is_crossed(middle, to))
    }
}
