//! The TFRecord format: the length, its checksum, the data, its checksum.

use crc::{CRC_32_ISCSI, Crc, Table};
use prost::Message;

const CASTAGNOLI: Crc<u32, Table<16>> = Crc::<u32, Table<16>>::new(&CRC_32_ISCSI);

pub(super) fn record(message: &impl Message) -> Vec<u8> {
    let data = message.encode_to_vec();
    let length = (data.len() as u64).to_le_bytes();
    [&length[..], &checksum(&length), &data, &checksum(&data)].concat()
}

/// The masked CRC-32C of TFRecord. The format masks checksums because a CRC of data that contains CRCs is unreliable.
fn checksum(data: &[u8]) -> [u8; 4] {
    CASTAGNOLI.checksum(data).rotate_right(15).wrapping_add(0xa282_ead8).to_le_bytes()
}
