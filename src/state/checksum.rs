use crate::spec::data::Data;

/// A sum over what data says, whatever its layout: the order of fields, and whether a whole number is written with a point.
/// FNV-1a, 64 bits: it finds accidents and careless edits, not forgery.
pub(crate) fn checksum(data: &Data) -> String {
    let mut sum = 0xCBF2_9CE4_8422_2325;
    add(data, &mut sum);
    format!("{sum:016x}")
}

fn add(data: &Data, sum: &mut u64) {
    let mut tagged = |tag: u8, bytes: &[u8]| {
        for byte in std::iter::once(&tag).chain(bytes) {
            *sum = (*sum ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01B3);
        }
    };
    match data {
        Data::Null => tagged(0, &[]),
        Data::Bool(value) => tagged(1, &[u8::from(*value)]),
        Data::Number(value) => tagged(2, &value.to_bits().to_be_bytes()),
        Data::Whole(value) if (*value as f64) as u64 == *value => tagged(2, &(*value as f64).to_bits().to_be_bytes()),
        Data::Whole(value) => tagged(3, &value.to_be_bytes()),
        Data::Text(text) => {
            tagged(4, &(text.len() as u64).to_be_bytes());
            tagged(4, text.as_bytes());
        }
        Data::List(items) => {
            tagged(5, &(items.len() as u64).to_be_bytes());
            items.iter().for_each(|item| add(item, sum));
        }
        Data::Object(fields) => {
            tagged(6, &(fields.len() as u64).to_be_bytes());
            let mut sorted: Vec<_> = fields.iter().collect();
            sorted.sort_by(|(left, _), (right, _)| left.cmp(right));
            for (name, value) in sorted {
                add(&Data::text(name), sum);
                add(value, sum);
            }
        }
    }
}
