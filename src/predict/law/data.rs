//! Laws as data.

use super::{AnnealingLaw, LossLaw, MultiPowerLaw};
use crate::Result;
use crate::data::{Data, FieldName, Node, Read, Write, record};
use crate::error::check;

record!(MultiPowerLaw "multi-power" {
    l0: f64;
    a: f64;
    alpha: f64;
    b: f64;
    c: f64;
    beta: f64;
    gamma: f64
} => |node| MultiPowerLaw { l0, a, alpha, b, c, beta, gamma }.checked());

record!(AnnealingLaw "annealing" {
    l0: f64;
    a: f64;
    alpha: f64;
    c: f64;
    lambda: f64
} => |node| AnnealingLaw { l0, a, alpha, c, lambda }.checked());

impl MultiPowerLaw {
    fn checked(self) -> Result<Self> {
        let above_zero = [("l0", self.l0), ("a", self.a), ("alpha", self.alpha), ("c", self.c), ("beta", self.beta)];
        above_zero.into_iter().try_for_each(|(name, value)| check::finite_above_zero("MultiPowerLaw", name, value).map(drop))?;
        check::finite_not_negative("MultiPowerLaw", "b", self.b)?;
        check::finite_not_negative("MultiPowerLaw", "gamma", self.gamma)?;
        Ok(self)
    }
}

impl AnnealingLaw {
    fn checked(self) -> Result<Self> {
        let above_zero = [("l0", self.l0), ("a", self.a), ("alpha", self.alpha)];
        above_zero.into_iter().try_for_each(|(name, value)| check::finite_above_zero("AnnealingLaw", name, value).map(drop))?;
        check::finite_not_negative("AnnealingLaw", "c", self.c)?;
        check::ensure((0.0..1.0).contains(&self.lambda), "AnnealingLaw", "lambda", "at least 0 and below 1", self.lambda)?;
        Ok(self)
    }
}

impl Read for LossLaw {
    fn read(node: &Node<'_>) -> Result<Self> {
        let kind: String = node.required(FieldName::TYPE)?;
        match kind.as_str() {
            "multi-power" => MultiPowerLaw::read(node).map(Self::MultiPower),
            "annealing" => AnnealingLaw::read(node).map(Self::Annealing),
            _ => node.place("type")?.unexpected("\"multi-power\" or \"annealing\""),
        }
    }
}

impl Write for LossLaw {
    fn write(&self) -> Data {
        match self {
            Self::MultiPower(law) => law.write(),
            Self::Annealing(law) => law.write(),
        }
    }
}
