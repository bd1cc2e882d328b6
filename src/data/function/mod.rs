mod data;
#[expect(clippy::module_inception)]
mod function;
mod functions;
mod points;

pub use function::Function;
pub use functions::Functions;
