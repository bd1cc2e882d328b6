//! The text of a state: its step, and the values in force.

use crate::data::wording::{count, number};
use crate::{CooldownState, Hyperparameter, PlateauState, State};
use std::fmt;

/// How many different values of one hyperparameter are written.
const LONGEST_LIST: usize = 8;

/// Writes one line for the step, and one for each hyperparameter, scalar, rule and cooldown.
///
/// ```
/// use tch_lr_scheduler::{Constant, Plan, StepLr};
///
/// let state = Plan::lr(0.1, StepLr::new(30, 0.1)?).lr_factor(1, 0.5).momentum(0.9, Constant).preview(2, 45)?;
/// assert_eq!(
///     state.to_string(),
///     "step      45\n\
///      lr        0.01, 0.005\n\
///      momentum  0.9 (2 groups)"
/// );
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
impl fmt::Display for State {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut lines = vec![("step".to_owned(), at(self.step, self.fraction))];
        let set = Hyperparameter::ALL.iter().filter(|hyperparameter| !self.values(**hyperparameter).is_empty());
        lines.extend(set.map(|hyperparameter| (hyperparameter.to_string(), of_groups(self.values(*hyperparameter)))));
        lines.extend(self.scalars.iter().map(|(name, value)| (name.escape_debug().to_string(), number(*value))));
        lines.extend(self.plateau.as_ref().map(|plateau| ("feedback".into(), feedback(plateau))));
        lines.extend(self.cooldown.as_ref().map(|state| ("cooldown".into(), cooldown(state))));
        let width = lines.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0);
        for (index, (name, text)) in lines.iter().enumerate() {
            let end = if index + 1 < lines.len() { "\n" } else { "" };
            write!(formatter, "{name:width$}  {text}{end}")?;
        }
        Ok(())
    }
}

fn at(step: u64, fraction: f64) -> String {
    if fraction > 0.0 { format!("{} and {} of the next", count(step), number(fraction)) } else { count(step) }
}

/// The values of all groups: one value if they are equal.
fn of_groups(values: &[f64]) -> String {
    let groups = count(values.len() as u64);
    match values {
        [first, rest @ ..] if !rest.is_empty() && rest.iter().all(|value| value == first) => {
            format!("{} ({groups} groups)", number(*first))
        }
        values => {
            let shown: Vec<_> = values.iter().take(LONGEST_LIST).map(|value| number(*value)).collect();
            let rest = if values.len() > LONGEST_LIST { format!(", ... ({groups} groups)") } else { String::new() };
            shown.join(", ") + &rest
        }
    }
}

fn feedback(plateau: &PlateauState) -> String {
    let best = if plateau.metrics == 0 { "no metric yet".into() } else { format!("best metric {}", number(plateau.best)) };
    let reductions: Vec<_> = plateau.reductions.iter().map(|reductions| *reductions as f64).collect();
    let cooldown = match plateau.cooldown_counter {
        0 => String::new(),
        left => format!(", cooldown of {} more metrics", count(left)),
    };
    format!(
        "{best}, {} bad epochs, {} metrics, reductions {}{cooldown}",
        count(plateau.num_bad_epochs),
        count(plateau.metrics),
        of_groups(&reductions)
    )
}

fn cooldown(state: &CooldownState) -> String {
    let cooldown = &state.cooldown;
    let to = match (cooldown.target.rate(), cooldown.target.factor()) {
        (Some(rate), _) => number(rate),
        (_, factor) => format!("{} of the rate at its start", number(factor.unwrap_or(0.0))),
    };
    let shape = cooldown.shape.name();
    let (start, steps) = (at(state.step, state.fraction), count(cooldown.steps));
    format!("{shape} to {to}, from step {start} over {steps} steps; started from {}", of_groups(&state.from))
}
