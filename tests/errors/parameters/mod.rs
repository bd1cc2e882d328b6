//! The range of every argument of every constructor: a value outside is refused with an error that names the schedule, the
//! parameter, the bound and the value.

mod closed_forms;
mod combinators;
mod composites;
mod cycles;
mod of_other_libraries;
mod piecewise;
mod plateau;

const NAN: f64 = f64::NAN;
const INFINITY: f64 = f64::INFINITY;

const NOT_ABOVE_ZERO: [f64; 6] = [NAN, INFINITY, -INFINITY, -1.0, 0.0, -0.0];
const NOT_FROM_ZERO_TO_ONE: [f64; 6] = [NAN, INFINITY, -INFINITY, -1.0, -5e-324, 1.0000000000000002];
const NOT_ABOVE_ZERO_TO_ONE: [f64; 7] = [NAN, INFINITY, -INFINITY, -1.0, 0.0, 1.5, 1.0000000000000002];
