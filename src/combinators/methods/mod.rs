//! The methods of [`Schedule`](crate::Schedule) that return combinators. They belong to the trait because users need them daily.
//! Their text is kept here as three macros, beside the types that they return.

mod at_ends;
mod in_run;
mod in_time;
mod in_value;

pub(crate) use at_ends::methods_at_ends;
pub(crate) use in_time::methods_in_time;
pub(crate) use in_value::methods_in_value;
