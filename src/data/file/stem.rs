use super::fnv;
use std::ffi::OsStr;

/// The most bytes of a stem. A temporary name adds at most 75 bytes, and eCryptfs allows 143 bytes for a name. Most file systems
/// allow 255.
const MOST_BYTES: usize = 64;

/// The first part of the temporary names for the file `name`: the name, or its beginning and its hash if it is long or not UTF-8.
pub(super) fn stem(name: &OsStr) -> String {
    const OF_HASH: usize = 17;
    if let Some(name) = name.to_str().filter(|name| name.len() <= MOST_BYTES) {
        return name.into();
    }
    let mut beginning = name.to_string_lossy().into_owned();
    while beginning.len() > MOST_BYTES - OF_HASH {
        beginning.pop();
    }
    let hash = fnv::over(fnv::START, name.as_encoded_bytes());
    format!("{beginning}-{hash:016x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_names_have_short_stems_that_differ() {
        let stem_of = |name: &str| stem(OsStr::new(name));
        assert_eq!(stem_of("state.json"), "state.json");
        let long = ["a".repeat(65), "a".repeat(255), "é".repeat(127), "é".repeat(126) + "e"].map(|name| stem_of(&name));
        for (index, stem) in long.iter().enumerate() {
            assert!(stem.len() <= MOST_BYTES, "{stem}");
            assert!(!long[..index].contains(stem), "{stem}");
        }
    }

    #[test]
    #[cfg(unix)]
    fn the_stem_of_a_name_that_is_not_utf8_is_utf8() {
        use std::os::unix::ffi::OsStrExt;
        let stems = [&b"state\xff"[..], b"state\xfe"].map(|name| stem(OsStr::from_bytes(name)));
        assert_ne!(stems[0], stems[1]);
        assert!(stems[0].starts_with("state"));
    }
}
