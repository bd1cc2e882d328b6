//! The first step of a displayed path.

/// The first index in `path`, and what remains behind it, if the path starts with an index.
pub(super) fn index(path: &str) -> Option<(usize, &str)> {
    let (index, rest) = path.strip_prefix('[')?.split_once(']')?;
    Some((index.parse().ok()?, rest))
}

/// The entry that the longest matching name has, with what remains of `path`. `get` returns the entry of a name. A name may contain
/// a dot, so that several names can match.
pub(super) fn entry<T>(path: &str, get: impl Fn(&str) -> Option<T>) -> Option<(T, &str)> {
    let path = path.strip_prefix('.').unwrap_or(path);
    let ends = path.char_indices().rev().filter(|(_, letter)| ['.', '['].contains(letter)).map(|(end, _)| end);
    std::iter::once(path.len()).chain(ends).find_map(|end| Some((get(&path[..end])?, &path[end..])))
}
