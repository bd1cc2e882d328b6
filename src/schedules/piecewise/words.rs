use super::Piecewise;
use crate::Summary;
use crate::schedule::summary::Shape as Curve;

impl Piecewise {
    pub(super) fn summarize(&self, summary: &mut Summary) {
        let mut start = 0;
        for piece in &self.pieces {
            summary.phase(start, Some(piece.end), piece.shape.curve(piece.end - start));
            start = piece.end;
        }
        summary.phase(start, None, Curve::Constant);
    }
}
