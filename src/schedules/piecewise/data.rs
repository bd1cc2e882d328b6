//! A `Piecewise` as data.

use super::{Piece, Piecewise};
use crate::data::{Data, FieldName, HasSchema, Node, Read, Write, field_name, object_schema, one_of};
use crate::error::check;
use crate::schedule::shape::FallShape;
use crate::schedule::type_entry::type_entry;
use crate::{Result, Shape};

type_entry!(Piecewise "Piecewise" { start: f64, [it -> it.first]; pieces: Vec<PieceData> = vec![], [it -> it.pieces.iter().map(PieceData::from).collect::<Vec<_>>()] } => {
    let start = check::finite_not_negative("Piecewise", "start", start)?;
    pieces.into_iter().try_fold(Piecewise::starting_at(start)?, |built, piece| {
        let factor = piece.factor.unwrap_or(built.last().1);
        built.piece(piece.shape, piece.end, factor)
    })
});

const PIECE: [FieldName; 3] = [field_name!(shape), field_name!(step), field_name!(factor)];

/// A piece of a plan file. A constant piece without a factor keeps the factor of the point before.
struct PieceData {
    shape: Shape,
    end: u64,
    factor: Option<f64>,
}

impl From<&Piece> for PieceData {
    fn from(piece: &Piece) -> Self {
        Self { shape: piece.shape.clone(), end: piece.end, factor: Some(piece.factor) }
    }
}

impl Read for PieceData {
    fn read(node: &Node<'_>) -> Result<Self> {
        node.only(&PIECE)?;
        let [shape, step, factor] = PIECE;
        let (FallShape(shape), end) = (node.required(shape)?, node.required(step)?);
        let found: Option<f64> = if shape.is_constant() { node.optional(factor)? } else { Some(node.required(factor)?) };
        if found.is_some_and(|found| found < 0.0) {
            return node.place(factor.torch)?.unexpected("finite and not negative");
        }
        Ok(Self { shape, end, factor: found })
    }
}

impl HasSchema for PieceData {
    fn schema() -> Data {
        let piece = |shape: Data, required: &[&str]| {
            object_schema([("shape", shape), ("step", u64::schema()), ("factor", f64::schema())], required)
        };
        let constant = piece(one_of(["constant"]), &["shape", "step"]);
        let curve = piece(FallShape::schema(), &["shape", "step", "factor"]);
        Data::object([("anyOf", Data::list([constant, curve]))])
    }
}

impl Write for PieceData {
    fn write(&self) -> Data {
        Data::object([("shape", self.shape.write()), ("step", self.end.write()), ("factor", self.factor.write())])
    }
}
