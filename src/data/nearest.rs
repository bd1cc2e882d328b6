use strsim::generic_damerau_levenshtein;

/// The known name that is most similar to a misspelt name, or `None` if no known name is similar enough.
pub(crate) fn nearest<'a>(found: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let folded = fold(found);
    let scored = known.into_iter().map(|name| (generic_damerau_levenshtein(&folded, &fold(name)), name));
    let (distance, name) = scored.min_by_key(|(distance, _)| *distance)?;
    let is_start = folded.len() >= 3 && fold(name).starts_with(&folded);
    (distance <= 1 + folded.len() / 4 || is_start).then_some(name)
}

/// The word that was probably meant by another one: the most similar word, or one that begins it, as `min` begins `minimize`.
pub(crate) fn nearest_word<'a>(found: &str, words: &[&'a str]) -> Option<&'a str> {
    let folded_name = folded(found);
    let begins = |word: &&&str| folded(word).len() >= 3 && folded_name.starts_with(&folded(word));
    words.iter().find(begins).copied().or_else(|| nearest(found, words.iter().copied()))
}

/// Whether two names differ by a typing error.
pub(crate) fn is_typo(found: &str, known: &str) -> bool {
    let (found, known) = (fold(found), fold(known));
    generic_damerau_levenshtein(&found, &known) <= 1 + found.len() / 10
}

/// The letters and digits of a name in lower case, as a text.
pub(crate) fn folded(name: &str) -> String {
    fold(name).into_iter().collect()
}

/// The letters and digits of a name in lower case. `t-max`, `Tmax` and `T_max` have the same.
fn fold(name: &str) -> Vec<char> {
    name.chars().take(64).filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::{is_typo, nearest, nearest_word};

    #[test]
    fn a_word_that_is_longer_or_similar_is_found() {
        let words = ["min", "max"];
        assert_eq!(nearest_word("minimize", &words), Some("min"));
        assert_eq!(nearest_word("MAX", &words), Some("max"));
        assert_eq!(nearest_word("auto", &words), None);
        assert_eq!(nearest_word("triangular3", &["triangular", "triangular2", "exp_range"]), Some("triangular"));
    }

    #[test]
    fn a_typing_error_is_no_other_word() {
        assert!(is_typo("CosineAnealingLR", "CosineAnnealingLR") && is_typo("step-lr", "StepLR"));
        assert!(!is_typo("CosineScheduler", "ChainedScheduler") && !is_typo("WarmupLR", "Warmup"));
    }

    #[test]
    fn a_misspelt_name_finds_the_most_similar_name_and_another_word_finds_none() {
        let known = ["T_max", "eta_min", "type"];
        assert_eq!(nearest("t-max", known), Some("T_max"));
        assert_eq!(nearest("etamn", known), Some("eta_min"));
        assert_eq!(nearest("wavelength", known), None);
        assert_eq!(nearest("x", []), None);
        // Half of the letters differ.
        assert_eq!(nearest("NoamLR", ["SWALR", "StepLR"]), None);
        assert_eq!(nearest("gmama", ["gamma"]), Some("gamma"));
        assert_eq!(nearest("Step", ["SWALR", "StepLR"]), Some("StepLR"));
    }
}
