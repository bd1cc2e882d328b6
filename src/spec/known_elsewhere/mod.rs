//! Names of schedules in other libraries, and the equivalent in a plan file.

mod by_words;
mod rows;

use crate::data::folded;
pub(super) use by_words::equal_by_words;
use rows::ROWS;

/// What to write instead of the name of a schedule in another library, or `None` if the name is not known.
pub(super) fn equal_of(found: &str) -> Option<String> {
    let folded_name = folded(found);
    let row = ROWS.iter().find(|(names, _)| names.iter().any(|name| folded(name) == folded_name));
    row.map(|(_, advice)| format!("{found}: {advice}"))
}

/// The feedback rule that has another name in another library, or `None` if the name is not known.
pub(super) fn rule_elsewhere(found: &str) -> Option<&'static str> {
    let rules = [
        ("ReduceLROnPlateau", &["plateau", "PlateauLRScheduler", "ReduceOnPlateau", "ReduceOnPlateauLR", "PlateauScheduler"][..]),
        ("ScaleOnPlateau", &["reduce_on_plateau_optax", "contrib_reduce_on_plateau"]),
        ("NewBob", &["NewBobScheduler", "NewBobLR"]),
        ("GreedyLR", &["greedy", "get_greedy_schedule"]),
        ("EarlyStopping", &["early_stop", "EarlyStoppingHook", "EarlyStopper", "EarlyStoppingCallback"]),
    ];
    let folded_name = folded(found);
    rules.iter().find(|(_, names)| names.iter().any(|name| folded(name) == folded_name)).map(|(rule, _)| *rule)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_stands_in_one_row_and_is_no_type_of_this_crate() {
        let mut seen = std::collections::HashSet::new();
        for name in ROWS.iter().flat_map(|(names, _)| *names) {
            assert!(seen.insert(folded(name)), "{name} stands twice");
            assert!(crate::spec::registry::ALL.iter().all(|entry| !entry.is_called(name)), "{name} is a type");
        }
    }

    /// The parts in braces, with numbers instead of the words in capitals.
    #[cfg(feature = "toml")]
    fn recipes(advice: &str) -> Vec<String> {
        let mut recipes = vec![];
        let (mut depth, mut start) = (0, 0);
        for (index, letter) in advice.char_indices() {
            match letter {
                '{' => {
                    if depth == 0 {
                        start = index;
                    }
                    depth += 1;
                }
                '}' => {
                    depth -= 1;
                    if depth == 0 {
                        recipes.push(advice[start..=index].to_owned());
                    }
                }
                _ => {}
            }
        }
        let numbers = [
            ("STEPS - WARMUP", "90"),
            ("STEPS / CYCLES", "10"),
            ("DECAY_RATE^(1 / DECAY_STEPS)", "0.9"),
            ("DECAY_STEPS", "9"),
            ("DECAY_RATE", "0.5"),
            ("DECAY", "10"),
            ("STABLE", "80"),
            ("WARMUP", "10"),
            ("STEPS", "100"),
            ("FLAT", "70"),
            ("HOLD", "20"),
            ("PEAK", "0.1"),
            ("LOW", "0.1"),
            ("HIGH", "0.2"),
            ("steps = W,", "steps = 5,"),
            ("[..]", "[]"),
        ];
        recipes
            .iter()
            .map(|recipe| numbers.iter().fold(recipe.clone(), |text, (word, number)| text.replace(word, number)))
            .collect()
    }

    #[test]
    #[cfg(feature = "toml")]
    fn every_recipe_is_a_plan() {
        let functions = crate::Functions::new().with("NAME", |_| 1.0);
        for (names, advice) in ROWS {
            for recipe in recipes(advice).iter().filter(|recipe| !recipe.contains("[]")) {
                let is_rule = ["Plateau", "GreedyLR"].iter().any(|rule| recipe.contains(rule));
                let plan = match is_rule {
                    true => format!("feedback = {recipe}\n[lr]\nbase = 0.1"),
                    false => format!("[lr]\nbase = 0.1\nschedule = {recipe}"),
                };
                let read = crate::PlanSpec::from_toml(&plan).and_then(|spec| spec.plan_with(&functions));
                assert!(read.is_ok(), "{names:?}: {recipe}: {read:?}");
            }
        }
    }
}
