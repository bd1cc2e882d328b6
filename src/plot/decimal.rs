/// `digits * 10^exponent`, exact where a binary fraction is not.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Decimal {
    digits: i64,
    exponent: i32,
}

/// How the numbers of an axis are written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Notation {
    Plain,
    Suffixed { exponent: i32, suffix: char },
    Scientific,
}

impl Decimal {
    pub(super) fn new(mut digits: i64, mut exponent: i32) -> Self {
        while digits != 0 && digits % 10 == 0 {
            digits /= 10;
            exponent += 1;
        }
        Self { digits, exponent }
    }

    pub(super) fn times(self, factor: i64) -> Self {
        Self::new(self.digits.saturating_mul(factor), self.exponent)
    }

    /// The nearest `f64`; infinite or zero where it is out of reach.
    pub(super) fn value(self) -> f64 {
        let Self { digits, exponent } = self;
        format!("{digits}e{exponent}").parse().unwrap_or(f64::NAN)
    }

    pub(super) fn is_whole(self) -> bool {
        self.exponent >= 0
    }

    /// The power of ten of the first digit.
    fn order(self) -> i32 {
        self.exponent + self.digits.unsigned_abs().checked_ilog10().unwrap_or(0) as i32
    }

    pub(super) fn write(self, notation: Notation) -> String {
        if self.digits == 0 {
            return "0".to_owned();
        }
        let sign = if self.digits < 0 { "-" } else { "" };
        let digits = self.digits.unsigned_abs().to_string();
        let number = match notation {
            Notation::Plain => shifted(&digits, self.exponent),
            Notation::Suffixed { exponent, suffix } => {
                format!("{}{suffix}", shifted(&digits, self.exponent - exponent))
            }
            Notation::Scientific => {
                let mantissa = shifted(&digits, 1 - digits.len() as i32);
                format!("{mantissa}e{}", self.order())
            }
        };
        format!("{sign}{number}")
    }
}

impl Notation {
    /// One notation for all `numbers`, so that they compare at a glance.
    pub(super) fn shared(numbers: &[Decimal]) -> Self {
        let numbers = || numbers.iter().filter(|number| number.digits != 0);
        let order = numbers().map(|number| number.order()).max().unwrap_or(0);
        let finest = numbers().map(|number| number.exponent).min().unwrap_or(0);
        match order {
            4..6 if finest >= 1 => Self::Suffixed { exponent: 3, suffix: 'k' },
            6..9 if finest >= 3 => Self::Suffixed { exponent: 6, suffix: 'M' },
            -3..9 => Self::Plain,
            9..16 if order - finest > 3 => Self::Plain,
            _ => Self::Scientific,
        }
    }
}

fn shifted(digits: &str, exponent: i32) -> String {
    let Ok(places) = usize::try_from(-exponent) else {
        return format!("{digits}{}", "0".repeat(exponent.unsigned_abs() as usize));
    };
    let padded = format!("{digits:0>width$}", width = places + 1);
    let (whole, fraction) = padded.split_at(padded.len() - places);
    match fraction {
        "" => whole.to_owned(),
        _ => format!("{whole}.{fraction}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alone(digits: i64, exponent: i32) -> String {
        let number = Decimal::new(digits, exponent);
        number.write(Notation::shared(&[number]))
    }

    #[test]
    fn numbers_are_written_as_a_person_would() {
        assert_eq!(alone(3, -1), "0.3");
        assert_eq!(alone(5, -2), "0.05");
        assert_eq!(alone(-25, -1), "-2.5");
        assert_eq!(alone(1, -4), "1e-4");
        assert_eq!(alone(25, -6), "2.5e-5");
        assert_eq!(alone(2000, 0), "2000");
        assert_eq!(alone(10_000, 0), "10k");
        assert_eq!(alone(1_500_000, 0), "1.5M");
        assert_eq!(alone(1_000_002, 0), "1000002");
        assert_eq!(alone(2, 300), "2e300");
        assert_eq!(alone(0, 7), "0");
    }

    #[test]
    fn numbers_of_one_axis_share_a_notation() {
        let numbers = [0, 500_000, 1_000_000].map(|digits| Decimal::new(digits, 0));
        let notation = Notation::shared(&numbers);
        let written = numbers.map(|number| number.write(notation));
        assert_eq!(written, ["0", "0.5M", "1M"]);
    }
}
