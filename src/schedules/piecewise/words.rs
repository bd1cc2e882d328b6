use super::{Piecewise, Shape};
use crate::Summary;
use crate::schedule::arithmetic::product;

impl Piecewise {
    pub(super) fn summarize(&self, summary: &mut Summary) {
        let value = |factor| product(summary.base(), factor);
        let mut from = summary.from(value(self.first));
        let (mut phrases, mut start, mut current) = (vec![], 0, self.first);
        for piece in &self.pieces {
            let (end, to) = (summary.step(piece.end), summary.value(value(piece.factor)));
            phrases.push(match piece.shape {
                // A piece without steps is a jump. At step 0, it is the start value.
                _ if piece.end == start && piece.end == 0 => String::new(),
                _ if piece.end == start => format!("{to} from step {end}"),
                Shape::Constant if piece.factor != current => {
                    let held = from.replace(" from ", "");
                    if held.is_empty() { format!("{to} from step {end}") } else { format!("{held}, {to} from step {end}") }
                }
                Shape::Constant => format!("constant{} until {end}", from.replace(" from", "")),
                Shape::Linear => format!("linear{from} to {to} at {end}"),
                Shape::Cosine => format!("cosine{from} to {to} at {end}"),
            });
            from = if piece.end == 0 { format!(" from {to}") } else { String::new() };
            (start, current) = (piece.end, piece.factor);
        }
        phrases.retain(|phrase| !phrase.is_empty());
        if phrases.is_empty() {
            phrases.push(format!("constant {}", summary.value(value(current))));
        }
        summary.say(phrases.join(", "));
        self.pieces.iter().for_each(|piece| summary.phase_start(piece.end, "the point"));
    }
}
