/// Names that no part can have, because files of the checkpoint itself have them.
#[cfg(feature = "tch")]
const RESERVED: [&str; 2] = ["checkpoint", "random_generators"];

/// What the name of a part must be, for error messages.
pub(crate) const VALID_PART_NAME: &str = "named with 1 to 64 ASCII letters, digits, `_` and `-`";

/// Whether a part may have this name. The name is part of the names of files.
pub(crate) fn is_valid_part_name(name: &str) -> bool {
    let is_plain = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte));
    is_plain && (1..=64).contains(&name.len())
}

/// Whether files of the checkpoint itself have this name. Some file systems ignore case.
#[cfg(feature = "tch")]
pub(crate) fn is_reserved_part_name(name: &str) -> bool {
    RESERVED.iter().any(|reserved| reserved.eq_ignore_ascii_case(name))
}
