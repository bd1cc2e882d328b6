//! Exact products and quotients of decimal numbers, so that a length is rounded once and as the written digits say.

/// A number of steps: the nearest whole one, and the number before it was rounded.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Rounded {
    pub(crate) steps: u64,
    pub(crate) exact: f64,
}

/// `amount * times / by` as a number of steps, or `None` if it is not below 2<sup>64</sup>. `amount` is finite and not negative,
/// and `by` is at least 1.
///
/// The amount is the shortest decimal number that reads as the same bits, so 0.29 of 50 steps is exactly 14.5. The result is rounded
/// to the nearest whole number, and half a step is rounded up. A result above 0 is at least 1.
pub(super) fn steps(amount: f64, times: u64, by: u64) -> Option<Rounded> {
    let (digits, exponent) = shortest(amount)?;
    // At most 17 digits times 20 digits, which is below 2^127.
    let (mut above, mut below) = (u128::from(digits) * u128::from(times), u128::from(by));
    let exact = amount * times as f64 / by as f64;
    if above == 0 {
        return Some(Rounded { steps: 0, exact: 0.0 });
    }
    let power = 10_u128.checked_pow(exponent.unsigned_abs());
    if exponent >= 0 {
        above = above.checked_mul(power?)?;
    } else {
        match power.and_then(|power| below.checked_mul(power)) {
            Some(product) => below = product,
            // The divisor has more digits than the dividend can have.
            None => return Some(Rounded { steps: 1, exact }),
        }
    }
    let (whole, rest) = (above / below, above % below);
    let is_up = rest >= below - rest;
    let steps = u64::try_from(whole + u128::from(is_up)).ok()?;
    let exact = if rest == 0 { steps as f64 } else { exact };
    Some(Rounded { steps: steps.max(1), exact })
}

/// The digits and the power of ten of the shortest decimal number that reads as the same bits.
fn shortest(amount: f64) -> Option<(u64, i32)> {
    let text = format!("{amount:e}");
    let (mantissa, exponent) = text.split_once('e')?;
    let exponent: i32 = exponent.parse().ok()?;
    let fraction = mantissa.split_once('.').map_or(0, |(_, fraction)| fraction.len() as i32);
    Some((mantissa.replace('.', "").parse().ok()?, exponent - fraction))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_written_digits_decide_how_a_half_is_rounded() {
        let whole = |amount, times, by| steps(amount, times, by).map(|rounded| rounded.steps);
        // In binary, 0.29 * 50 is below 14.5, and 2.675 * 200 is not 535.
        assert_eq!([whole(0.29, 50, 1), whole(0.07, 50, 1), whole(2.675, 200, 1)], [15, 4, 535].map(Some));
        assert_eq!([whole(3.0, 112_590, 100), whole(2.5, 100, 100)], [3_378, 3].map(Some));
        assert_eq!([whole(1e-300, 5, 1), whole(5e-324, u64::MAX, u64::MAX), whole(0.0, 5, 7)], [1, 1, 0].map(Some));
        assert_eq!([whole(1.0, u64::MAX, 1), whole(1e19, 1, 1)], [u64::MAX, 10_000_000_000_000_000_000].map(Some));
        assert_eq!([whole(1e20, 1, 1), whole(1e300, 1, 1), whole(2.0, u64::MAX, 1)], [None; 3]);
    }

    #[test]
    fn a_length_that_comes_out_whole_is_exact() {
        assert_eq!(steps(2.4, 5, 1), Some(Rounded { steps: 12, exact: 12.0 }));
        assert_eq!(steps(0.3, 10, 1), Some(Rounded { steps: 3, exact: 3.0 }));
        assert_eq!(steps(1e20, 1, u64::MAX).map(|rounded| rounded.steps), Some(5));
    }
}
