//! The list of shapes.

mod constructors;
mod data;
mod form;
mod functions;
mod parameters;
#[expect(clippy::module_inception, reason = "the type's file has the type's name")]
mod shape;
mod weight;

pub(crate) use data::FallShape;
pub use shape::Shape;
