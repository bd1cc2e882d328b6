use std::str::FromStr;

/// The unit of the horizontal axis.
#[derive(clap::Args)]
pub struct Axis {
    /// Show epochs of N steps on the horizontal axis [default: the unit of the plan's run, or steps]
    #[arg(long, value_name = "N", value_parser = above_zero, conflicts_with = "tokens_per_step")]
    steps_per_epoch: Option<f64>,
    /// Show tokens on the horizontal axis, N of them per step [default: the unit of the plan's run, or steps]
    #[arg(long, value_name = "N", value_parser = above_zero)]
    tokens_per_step: Option<f64>,
}

impl Axis {
    /// The name of the axis, and the length of its unit in steps. `of_plan` is the unit of the plan.
    pub fn unit(&self, of_plan: (&'static str, f64)) -> (&'static str, f64) {
        match (self.steps_per_epoch, self.tokens_per_step) {
            (Some(steps), _) => ("epoch", steps),
            (_, Some(tokens)) => ("tokens", tokens.recip()),
            _ => of_plan,
        }
    }
}

fn above_zero(text: &str) -> Result<f64, String> {
    let number = text.replace('_', "").parse().ok().filter(|number: &f64| number.is_finite() && *number > 0.0);
    number.filter(|number| number.recip().is_finite()).ok_or_else(|| "expected a number above 0, such as 391".into())
}

/// A width and a height.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Size {
    pub width: u32,
    pub height: u32,
}

impl FromStr for Size {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let number = |text: &str| text.trim().parse().ok().filter(|number| (1..=4096).contains(number));
        let size = text.split_once(['x', 'X', '×']).and_then(|(width, height)| Some((number(width)?, number(height)?)));
        let (width, height) = size.ok_or("expected a width and a height from 1 to 4096, such as 1200x600")?;
        Ok(Self { width, height })
    }
}
