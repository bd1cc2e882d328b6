//! Tables of factors that are rates, and tables of rates that are factors.

use super::finding::Finding;
use super::part::{Part, number as number_of};
use super::spelling::Names;
use crate::WarningKind;
use crate::data::Data;
use crate::data::wording::number;

/// A table of factors whose highest value is smaller probably contains rates.
const SMALL: f64 = 0.05;
/// A table of rates whose highest value is between these probably contains factors, if the base is below [`SMALL`].
const AROUND_ONE: std::ops::RangeInclusive<f64> = 0.5..=2.0;
/// Rates that were written by hand differ from the base by less than this factor.
const NEAR: f64 = 10.0;

pub(super) fn check(part: &Part<'_>, names: &Names<'_>, base: f64) -> Option<Finding> {
    if !part.is_the_value || base <= 0.0 {
        return None;
    }
    let is_relative = part.parameter("relative") == Some(&Data::Bool(true));
    let (parameter, values) = match part.type_name() {
        "LambdaLR" => ("lr_lambda", points(function(part.parameter("lr_lambda")?)?)),
        "Piecewise" => ("pieces", pieces(part)),
        "Table" => ("points", points(part.list("points"))),
        _ => return None,
    };
    let highest = values.into_iter().reduce(f64::max)?;
    let place = names.place(part, parameter);
    if part.type_name() == "Table" && !is_relative {
        let ratio = highest / base;
        let message = format!(
            "{place}: the highest rate is {}, {} times {} {}: are the values factors of the base? Then write relative = true",
            number(highest),
            number(ratio.round()),
            names.base(),
            number(base)
        );
        let are_factors = AROUND_ONE.contains(&highest) && base < SMALL;
        return are_factors.then(|| Finding::of_parameter(WarningKind::IgnoresBase, part, parameter, message));
    }
    let are_rates = highest > 0.0 && highest < SMALL && (base / NEAR..=base * NEAR).contains(&highest);
    let message = format!(
        "{place}: the values are factors of {} {}, and the highest is {}, so that the highest rate is {}: are they rates? Then divide \
         each by the base, or write them as a Table",
        names.base(),
        number(base),
        number(highest),
        number(base * highest)
    );
    are_rates.then(|| Finding::of_parameter(WarningKind::WrongUnit, part, parameter, message))
}

/// The points of a function that is a list of points.
fn function(data: &Data) -> Option<&[Data]> {
    match data.field("table").or(data.field("interpolate"))? {
        Data::List(points) => Some(points),
        _ => None,
    }
}

fn points(points: &[Data]) -> Vec<f64> {
    let value = |point: &Data| match point {
        Data::List(pair) => number_of(pair.get(1)?),
        _ => None,
    };
    points.iter().filter_map(value).collect()
}

fn pieces(part: &Part<'_>) -> Vec<f64> {
    let factors = part.list("pieces").iter().filter_map(|piece| number_of(piece.field("factor")?));
    part.number("start").into_iter().chain(factors).collect()
}
