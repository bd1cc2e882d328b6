use crate::data::Data;

/// An arithmetic operator of Python. An operator with a higher strength binds more strongly.
pub(super) struct Operator {
    pub(super) symbol: &'static str,
    pub(super) strength: u8,
}

/// The strength of a minus sign in front of a value.
pub(super) const NEGATION: u8 = 3;
const POWER: u8 = 4;

/// The longer symbols stand first.
const OPERATORS: [Operator; 7] = [
    Operator { symbol: "**", strength: POWER },
    Operator { symbol: "//", strength: 2 },
    Operator { symbol: "*", strength: 2 },
    Operator { symbol: "/", strength: 2 },
    Operator { symbol: "%", strength: 2 },
    Operator { symbol: "+", strength: 1 },
    Operator { symbol: "-", strength: 1 },
];

impl Operator {
    /// The operator at the start of a text.
    pub(super) fn next(text: &str) -> Option<&'static Self> {
        OPERATORS.iter().find(|operator| text.starts_with(operator.symbol))
    }

    /// The weakest operator that the right side may have. Only powers are computed from the right.
    pub(super) fn strength_of_right(&self) -> u8 {
        if self.strength == POWER { NEGATION } else { self.strength + 1 }
    }

    /// The value, or `None` if Python would raise an error or the sides are not numbers. Whole numbers stay whole, as in Python.
    pub(super) fn apply(&self, left: &Data, right: &Data) -> Option<Data> {
        if let (Data::Whole(left), Data::Whole(right)) = (left, right) {
            let whole = match self.symbol {
                "+" => left.checked_add(*right),
                "-" => left.checked_sub(*right),
                "*" => left.checked_mul(*right),
                "//" => left.checked_div(*right),
                "%" => left.checked_rem(*right),
                "**" => u32::try_from(*right).ok().and_then(|right| left.checked_pow(right)),
                _ => None,
            };
            if let Some(whole) = whole {
                return Some(Data::Whole(whole));
            }
        }
        let (left, right) = (float(left)?, float(right)?);
        let value = match self.symbol {
            "+" => left + right,
            "-" => left - right,
            "*" => left * right,
            "/" => left / right,
            "//" => (left / right).floor(),
            "%" => left - right * (left / right).floor(),
            _ => left.powf(right),
        };
        value.is_finite().then_some(Data::Number(value))
    }
}

pub(super) fn negated(value: &Data) -> Option<Data> {
    float(value).map(|value| Data::Number(-value))
}

fn float(value: &Data) -> Option<f64> {
    match value {
        Data::Whole(value) => Some(*value as f64),
        Data::Number(value) => Some(*value),
        _ => None,
    }
}
