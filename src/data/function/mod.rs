//! [`Function`](crate::Function) and the registered [`Functions`](crate::Functions).

mod data;
#[expect(clippy::module_inception, reason = "the type's file has the type's name")]
mod function;
mod functions;
mod points;

pub(crate) use data::Point;
pub use function::Function;
pub(crate) use function::FunctionKind;
pub use functions::Functions;
