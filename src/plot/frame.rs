use super::scale::Scale;

/// The room between any part of the picture and its edge.
pub(super) const EDGE: f64 = 20.0;

/// The rectangle that the curves are drawn in.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frame {
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) top: f64,
    pub(super) bottom: f64,
    pub(super) x: Scale,
    pub(super) y: Scale,
}

impl Frame {
    pub(super) fn across(&self, x: f64) -> f64 {
        self.left + self.x.fraction(x) * self.width()
    }

    pub(super) fn down(&self, y: f64) -> f64 {
        self.bottom - self.y.fraction(y) * self.height()
    }

    pub(super) fn place(&self, (x, y): (f64, f64)) -> (f64, f64) {
        (self.across(x), self.down(y))
    }

    pub(super) fn width(&self) -> f64 {
        self.right - self.left
    }

    pub(super) fn height(&self) -> f64 {
        self.bottom - self.top
    }
}
