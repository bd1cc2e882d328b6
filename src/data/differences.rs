use super::path::Path;
use super::tree::Data;
use crate::Difference;
use std::collections::HashMap;

/// The fields in which `is` differs from `was`, in the order of `was`.
pub(crate) fn differences(was: &Data, is: &Data) -> Vec<Difference> {
    let mut found = vec![];
    compare(Path::Root, was, is, &mut found);
    found
}

/// The most differences that are listed for one list. If there are more, the list counts as one difference, because a list may have
/// millions of items.
const MOST_OF_A_LIST: usize = 100;

fn compare(path: Path<'_>, was: &Data, is: &Data, found: &mut Vec<Difference>) {
    match (was, is) {
        (Data::Object(left), Data::Object(right)) if same_type(was, is) => {
            let (before, now) = (by_name(left), by_name(right));
            for (name, value) in left {
                match now.get(name.as_str()) {
                    Some(other) => compare(Path::Field(&path, name), value, other, found),
                    None => found.push(difference(Path::Field(&path, name), Some(value), None)),
                }
            }
            for (name, value) in right.iter().filter(|(name, _)| !before.contains_key(name.as_str())) {
                found.push(difference(Path::Field(&path, name), None, Some(value)));
            }
        }
        (Data::List(left), Data::List(right)) if left.len() == right.len() => {
            let earlier = found.len();
            for (index, (left, right)) in left.iter().zip(right).enumerate() {
                compare(Path::Index(&path, index), left, right, found);
                if found.len() > earlier + MOST_OF_A_LIST {
                    found.truncate(earlier);
                    found.push(difference(path, Some(was), Some(is)));
                    return;
                }
            }
        }
        (Data::Number(left), Data::Number(right)) if left.to_bits() == right.to_bits() => {}
        (Data::Whole(whole), Data::Number(number)) | (Data::Number(number), Data::Whole(whole)) if *whole as f64 == *number => {}
        (Data::Number(_), Data::Number(_)) => found.push(difference(path, Some(was), Some(is))),
        _ if was == is => {}
        _ => found.push(difference(path, Some(was), Some(is))),
    }
}

fn by_name(fields: &[(String, Data)]) -> HashMap<&str, &Data> {
    fields.iter().map(|(name, value)| (name.as_str(), value)).collect()
}

fn difference(path: Path<'_>, was: Option<&Data>, is: Option<&Data>) -> Difference {
    let shown = |data: Option<&Data>| data.map_or("absent".into(), Data::excerpt);
    Difference { path: path.to_string(), was: shown(was), is: shown(is) }
}

/// Whether two objects have the same type, so that their fields can be compared. Schedules of different types are one difference.
fn same_type(left: &Data, right: &Data) -> bool {
    left.field("type") == right.field("type")
}
