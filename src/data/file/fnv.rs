//! The hash FNV-1a with 64 bits. As a checksum it detects damage and accidental edits, but not forgery.

/// The hash of no bytes.
pub(crate) const START: u64 = 0xCBF2_9CE4_8422_2325;
pub(crate) const PRIME: u64 = 0x0000_0100_0000_01B3;

/// The hash `sum` continued over `bytes`.
pub(crate) fn over<'a>(sum: u64, bytes: impl IntoIterator<Item = &'a u8>) -> u64 {
    bytes.into_iter().fold(sum, |sum, byte| (sum ^ u64::from(*byte)).wrapping_mul(PRIME))
}
