use super::decimal::{Decimal, Notation};
use super::even_ticks;
use super::scale::Scale;
use super::ticks::Tick;

// More of them would turn the grid into a grey sheet.
const MOST_DIVIDED_DECADES: usize = 5;

/// Ticks at powers of ten, and between them where there is room.
pub(super) fn over(scale: &Scale, at_most: usize) -> Vec<Tick> {
    let (low, high) = scale.decades();
    let decades = || low.floor() as i32..=high.floor() as i32;
    let multiples = |labelled: fn(i64) -> bool| -> Vec<Tick> {
        decades()
            .flat_map(|decade| (1..10).map(move |digit| (digit, decade)))
            .map(|(digit, decade)| tick_at(digit, decade, labelled(digit)))
            .filter(|tick| within(scale, tick.value))
            .collect()
    };
    let labels = |ticks: &[Tick]| ticks.iter().filter(|tick| tick.label.is_some()).count();

    let by_one_two_five = multiples(|digit| matches!(digit, 1 | 2 | 5));
    if labels(&by_one_two_five) < 2 {
        return even_ticks::between(scale.bounds(), at_most, false);
    }
    if labels(&by_one_two_five) <= at_most {
        return by_one_two_five;
    }
    let by_ten = multiples(|digit| digit == 1);
    if labels(&by_ten) <= at_most.min(MOST_DIVIDED_DECADES) {
        return by_ten;
    }
    let crowding = labels(&by_ten).div_ceil(at_most) as i32;
    let strides = [1, 2, 3, 5, 10, 20, 50, 100, 200];
    let stride = strides.into_iter().find(|stride| *stride >= crowding);
    let stride = stride.unwrap_or(500);
    let faint = stride <= MOST_DIVIDED_DECADES as i32;
    decades()
        .map(|decade| tick_at(1, decade, decade % stride == 0))
        .filter(|tick| within(scale, tick.value) && (faint || tick.label.is_some()))
        .collect()
}

fn tick_at(digit: i64, decade: i32, labelled: bool) -> Tick {
    let number = Decimal::new(digit, decade);
    Tick { value: number.value(), label: labelled.then(|| number.write(Notation::shared(&[number]))) }
}

fn within(scale: &Scale, value: f64) -> bool {
    scale.spacing.shows(value) && (-1e-9..=1.0 + 1e-9).contains(&scale.fraction(value))
}
