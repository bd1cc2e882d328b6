//! The TFRecord format: the length, its checksum, the data, its checksum.

use crc::{CRC_32_ISCSI, Crc, Table};
use prost::Message;
use std::io::{self, Read};

const CASTAGNOLI: Crc<u32, Table<16>> = Crc::<u32, Table<16>>::new(&CRC_32_ISCSI);

/// The largest length of a record that is read, in bytes. A record of a million values is shorter.
const LONGEST: u64 = 1 << 27;

pub(super) fn record(message: &impl Message) -> Vec<u8> {
    let data = message.encode_to_vec();
    let length = (data.len() as u64).to_le_bytes();
    [&length[..], &checksum(&length), &data, &checksum(&data)].concat()
}

/// Reads the data of the next record; `None` at the end of the file and at a record that is damaged or incomplete.
pub(super) fn next_record(file: &mut impl Read) -> io::Result<Option<Vec<u8>>> {
    let (Some(length), Some(length_checksum)) = (take::<8>(file)?, take::<4>(file)?) else {
        return Ok(None);
    };
    if length_checksum != checksum(&length) {
        return Ok(None);
    }
    let length = u64::from_le_bytes(length);
    if length > LONGEST {
        return Ok(None);
    }
    let mut data = vec![];
    file.take(length).read_to_end(&mut data)?;
    let data_checksum = take::<4>(file)?;
    Ok((data.len() as u64 == length && data_checksum == Some(checksum(&data))).then_some(data))
}

fn take<const N: usize>(file: &mut impl Read) -> io::Result<Option<[u8; N]>> {
    let mut bytes = vec![];
    file.take(N as u64).read_to_end(&mut bytes)?;
    Ok(bytes.try_into().ok())
}

/// The masked CRC-32C of TFRecord. The format masks checksums because a CRC of data that contains CRCs is unreliable.
fn checksum(data: &[u8]) -> [u8; 4] {
    CASTAGNOLI.checksum(data).rotate_right(15).wrapping_add(0xa282_ead8).to_le_bytes()
}
