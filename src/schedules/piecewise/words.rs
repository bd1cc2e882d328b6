use super::{Piecewise, Shape};
use crate::Summary;
use crate::schedule::summary::Shape as Curve;

impl Piecewise {
    pub(super) fn summarize(&self, summary: &mut Summary) {
        let mut start = 0;
        for piece in &self.pieces {
            let shape = match piece.shape {
                Shape::Constant => Curve::Constant,
                Shape::Linear => Curve::Linear,
                Shape::Cosine => Curve::cosine(piece.end - start),
            };
            summary.phase(start, Some(piece.end), shape);
            start = piece.end;
        }
        summary.phase(start, None, Curve::Constant);
    }
}
