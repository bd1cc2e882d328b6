//! The first step of a displayed path.

/// What remains of `path` behind the field `name`, if the path starts with it.
pub(super) fn behind_field<'p>(path: &'p str, name: &str) -> Option<&'p str> {
    let rest = path.strip_prefix('.').unwrap_or(path).strip_prefix(name)?;
    (rest.is_empty() || rest.starts_with(['.', '['])).then_some(rest)
}

/// The first index in `path`, and what remains behind it, if the path starts with an index.
pub(super) fn index(path: &str) -> Option<(usize, &str)> {
    let (index, rest) = path.strip_prefix('[')?.split_once(']')?;
    Some((index.parse().ok()?, rest))
}

/// The entry that the longest matching name of `entries` has, with what remains of `path`. A name may contain a dot, so that
/// several names can match.
pub(super) fn entry<N: AsRef<str>, T>(path: &str, entries: impl IntoIterator<Item = (N, T)>) -> Option<(T, &str)> {
    let matching = entries.into_iter().filter_map(|(name, entry)| Some((entry, behind_field(path, name.as_ref())?)));
    matching.min_by_key(|(_, rest)| rest.len())
}
