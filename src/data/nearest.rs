/// The known name that is most similar to a misspelt name, or `None` if no known name is similar enough.
pub(crate) fn nearest<'a>(found: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let folded = fold(found);
    let scored = known.into_iter().map(|name| (distance(&folded, &fold(name)), name));
    let (distance, name) = scored.min_by_key(|(distance, _)| *distance)?;
    (distance <= 1 + folded.len() / 3).then_some(name)
}

/// The letters and digits of a name in lower case. `t-max`, `Tmax` and `T_max` have the same.
fn fold(name: &str) -> Vec<char> {
    name.chars().take(64).filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The Levenshtein distance: the number of letters that must be inserted, deleted or replaced.
fn distance(left: &[char], right: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (index, letter) in left.iter().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], index + 1);
        for (column, other) in right.iter().enumerate() {
            let replaced = diagonal + usize::from(letter != other);
            diagonal = row[column + 1];
            row[column + 1] = replaced.min(diagonal + 1).min(row[column] + 1);
        }
    }
    row[right.len()]
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
    }
}
