use strsim::generic_levenshtein;

/// The known name that is most similar to a misspelt name, or `None` if no known name is similar enough.
pub(crate) fn nearest<'a>(found: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let folded = fold(found);
    let scored = known.into_iter().map(|name| (generic_levenshtein(&folded, &fold(name)), name));
    let (distance, name) = scored.min_by_key(|(distance, _)| *distance)?;
    let is_start = folded.len() >= 3 && fold(name).starts_with(&folded);
    (distance <= 1 + folded.len() / 4 || is_start).then_some(name)
}

/// Whether a name of at least 5 letters differs from another by at most one letter.
pub(crate) fn is_misspelt(found: &str, known: &str) -> bool {
    let (found, known) = (fold(found), fold(known));
    found.len() >= 5 && generic_levenshtein(&found, &known) <= 1
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
    use super::nearest;

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
