use super::TimmArguments;
use crate::error::check::{self, ensure};
use crate::{Error, Result, Schedule};

const OWNER: &str = "timm";
/// The smallest limit of the noise in standard deviations, because numbers beyond the limit are drawn again.
const LEAST_PCT: f64 = 0.001;

/// The schedule with timm's noise, if the arguments ask for it. `first` is the first step that can have noise: the constructor of a
/// scheduler of timm sets the rate of step 0, without noise.
pub(super) fn noisy(schedule: Box<dyn Schedule>, arguments: &TimmArguments, first: u64) -> Result<Box<dyn Schedule>> {
    let steps = arguments.steps(arguments.num_epochs)? as f64;
    let step = |fraction: f64| -> Result<u64> {
        let fraction = check::finite_not_negative(OWNER, "noise", fraction)?;
        Ok((fraction * steps).ceil() as u64)
    };
    let (from, until) = match arguments.noise[..] {
        [] => return Ok(schedule),
        [from] => (step(from)?, None),
        [from, until] => (step(from)?, Some(step(until)?)),
        _ => return Err(Error::parameter(OWNER, "noise", "at most 2 numbers", format!("{:?}", arguments.noise))),
    };
    let (from, std) = (from.max(first), check::finite_not_negative(OWNER, "noise_std", arguments.noise_std)?);
    let pct = check::fraction_above_zero(OWNER, "noise_pct", arguments.noise_pct)?;
    ensure(pct >= std * LEAST_PCT, OWNER, "noise_pct", format!("at least a thousandth of noise_std, which is {std:?}"), pct)?;
    if std == 0.0 || until.is_some_and(|until| until <= from) {
        return Ok(schedule);
    }
    let noise = schedule.noise(pct, arguments.noise_seed)?.std(std)?;
    Ok(match until {
        Some(until) => noise.during(from..until)?,
        None => noise.during(from..)?,
    }
    .boxed())
}
