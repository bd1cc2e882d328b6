use super::fnv;
use crate::data::Data;

/// The checksum of the fields of an object. The order of the fields has no effect, and neither has whether a whole number is
/// written with a decimal point.
pub(super) fn checksum(fields: &[(String, Data)]) -> u64 {
    let mut sum = fnv::START;
    add_object(fields, &mut sum);
    sum
}

fn add_object(fields: &[(String, Data)], sum: &mut u64) {
    add_tagged(6, &(fields.len() as u64).to_be_bytes(), sum);
    let mut sorted: Vec<_> = fields.iter().collect();
    sorted.sort_by(|(left, _), (right, _)| left.cmp(right));
    for (name, value) in sorted {
        add(&Data::text(name), sum);
        add(value, sum);
    }
}

fn add_tagged(tag: u8, bytes: &[u8], sum: &mut u64) {
    *sum = fnv::over(*sum, std::iter::once(&tag).chain(bytes));
}

fn add(data: &Data, sum: &mut u64) {
    let mut tagged = |tag: u8, bytes: &[u8]| add_tagged(tag, bytes, sum);
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
        Data::Object(fields) => add_object(fields, sum),
    }
}
