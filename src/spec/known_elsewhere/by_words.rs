//! Names of schedules that are in no list, by the words in them: `WarmupMultiStepLR`, `lr_cosine_v2`.

use super::rows::ROWS;
use crate::data::folded;

/// Parts that a foreign name must all contain, and the known name that it then stands for. The first entry that fits counts.
const WORDS: &[(&[&str], &str)] = &[
    (&["plateau"], "plateau"),
    (&["onecycle"], "OneCycle"),
    (&["1cycle"], "OneCycle"),
    (&["superconvergence"], "OneCycle"),
    (&["wsd"], "WSD"),
    (&["trapez"], "WSD"),
    (&["stable"], "WSD"),
    (&["rangetest"], "LRRangeTest"),
    (&["restart"], "cosine_with_restarts"),
    (&["sgdr"], "cosine_with_restarts"),
    (&["cos", "warm"], "get_cosine_schedule_with_warmup"),
    (&["flat", "cos"], "flat_cos"),
    (&["cos"], "cosine"),
    (&["inv", "sq"], "inverse_sqrt"),
    (&["rsqrt"], "inverse_sqrt"),
    (&["noam"], "NoamLR"),
    (&["transformer"], "NoamLR"),
    (&["multistep"], "MultiStepLRScheduler"),
    (&["milestone"], "MultiStepLRScheduler"),
    (&["piecewise", "linear"], "PiecewiseLinear"),
    (&["piecewise"], "PiecewiseConstantDecay"),
    (&["poly", "warm"], "get_polynomial_decay_schedule_with_warmup"),
    (&["poly"], "polynomial"),
    (&["tanh"], "TanhLRScheduler"),
    (&["triang"], "cyclic"),
    (&["cycl"], "cyclic"),
    (&["linear", "warm"], "get_linear_schedule_with_warmup"),
    (&["linear"], "linear_schedule"),
    (&["exp"], "exponential"),
    (&["step"], "StepLRScheduler"),
    (&["warm"], "constant_with_warmup"),
    (&["const"], "constant_schedule"),
    (&["lambda"], "lambda"),
    (&["sequential"], "SequentialScheduler"),
    (&["chain"], "ChainedLR"),
    (&["concat"], "SequentialScheduler"),
    (&["join"], "SequentialScheduler"),
    (&["swa"], "SWAScheduler"),
    (&["greedy"], "GreedyLR"),
    (&["anneal"], "CosineAnnealing"),
];

/// What to write instead of a name that contains the words of a known schedule.
pub(in crate::spec) fn equal_by_words(found: &str) -> Option<String> {
    let name = folded(found);
    let (_, known) = WORDS.iter().find(|(words, _)| words.iter().all(|word| name.contains(word)))?;
    let (_, advice) = ROWS.iter().find(|(names, _)| names.contains(known))?;
    Some(format!("{}: {advice}", found.chars().take(64).collect::<String>()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_has_a_row() {
        for (words, known) in WORDS {
            assert!(ROWS.iter().any(|(names, _)| names.contains(known)), "{known}");
            assert_eq!(words.iter().map(|word| folded(word)).collect::<Vec<_>>(), *words);
        }
    }

    #[test]
    fn a_name_in_no_list_is_known_by_its_words() {
        let advice = |name: &str| equal_by_words(name).unwrap_or_default();
        for (name, kind) in [
            ("WarmupMultiStepLR", "MultiStepLR"),
            ("WarmupCosineSchedule", "CosineAnnealingLR"),
            ("CosineScheduler", "CosineAnnealingLR"),
            ("InverseSquareRootLR", "InverseSqrt"),
            ("TrapezoidLR", "Wsd"),
            ("LinearDecayLR", "LinearLR"),
            ("QuadraticWarmupLR", "Warmup"),
            ("triangle", "CyclicLR"),
            ("my_plateau", "ReduceLROnPlateau"),
        ] {
            assert!(advice(name).contains(kind), "{name}: {}", advice(name));
        }
        assert_eq!(equal_by_words("Wavelength"), None);
    }
}
