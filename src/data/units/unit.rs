/// A unit of a [`Span`](super::span::Span) other than steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Epochs,
    Samples,
    Tokens,
    /// Hundredths of the whole run.
    Percent,
    /// The whole run.
    Runs,
}

/// What a word after a number means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Word {
    Steps,
    Of(Unit),
}

impl Unit {
    /// The unit as [`Span`](super::span::Span) writes it.
    pub(super) fn written(self) -> &'static str {
        match self {
            Self::Epochs => "ep",
            Self::Samples => "sp",
            Self::Tokens => "tok",
            Self::Percent => "%",
            Self::Runs => "dur",
        }
    }
}

impl Word {
    /// Whether a number in this unit may have a prefix.
    pub(super) fn has_prefix(self) -> bool {
        !matches!(self, Self::Of(Unit::Percent | Unit::Runs))
    }
}

/// The words for each unit. The first five words are those of Composer's time strings.
const WORDS: [(&str, Word); 17] = [
    ("ep", Word::Of(Unit::Epochs)),
    ("ba", Word::Steps),
    ("sp", Word::Of(Unit::Samples)),
    ("tok", Word::Of(Unit::Tokens)),
    ("dur", Word::Of(Unit::Runs)),
    ("%", Word::Of(Unit::Percent)),
    ("epoch", Word::Of(Unit::Epochs)),
    ("epochs", Word::Of(Unit::Epochs)),
    ("step", Word::Steps),
    ("steps", Word::Steps),
    ("batch", Word::Steps),
    ("batches", Word::Steps),
    ("sample", Word::Of(Unit::Samples)),
    ("samples", Word::Of(Unit::Samples)),
    ("token", Word::Of(Unit::Tokens)),
    ("tokens", Word::Of(Unit::Tokens)),
    ("percent", Word::Of(Unit::Percent)),
];

/// The meaning of a word, in any case of its letters.
pub(super) fn word(text: &str) -> Option<Word> {
    WORDS.iter().find(|(word, _)| word.eq_ignore_ascii_case(text)).map(|(_, unit)| *unit)
}

/// All words, for the suggestion of a similar one.
pub(super) fn words() -> impl Iterator<Item = &'static str> {
    WORDS.iter().map(|(word, _)| *word)
}

/// The power of ten of a letter before a unit, such as `M` for a million.
pub(super) fn power_of(letter: char) -> Option<u32> {
    PREFIXES.iter().find(|(prefix, _)| *prefix == letter).map(|(_, power)| *power)
}

/// The prefixes, each with its power of ten. `B` is what papers write for a billion tokens.
pub(super) const PREFIXES: [(char, u32); 6] = [('T', 12), ('B', 9), ('G', 9), ('M', 6), ('k', 3), ('K', 3)];
