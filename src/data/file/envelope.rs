//! The fields that every file of this crate has: its format, its version and its checksum.

use super::checksum::checksum;
use crate::data::{Data, FieldName, Node, Read, Write};
use crate::{Error, Functions, Result};

const FORMAT: FieldName = FieldName::plain("format");
const VERSION: FieldName = FieldName::plain("version");
const CHECKSUM: FieldName = FieldName::plain("checksum");
const OWN: [FieldName; 3] = [FORMAT, VERSION, CHECKSUM];

/// A format of files: its name and its newest version. A file is an object: the fields of the envelope around those of its
/// contents.
pub(crate) struct Envelope {
    pub(crate) format: &'static str,
    pub(crate) version: u64,
}

impl Envelope {
    /// A file: the format and the version, then the contents, then the checksum of all of them.
    pub(crate) fn close(&self, contents: &impl Write) -> Data {
        let mut fields = self.summed_fields(contents);
        fields.push((CHECKSUM.torch.into(), Data::text(written(checksum(&fields)))));
        Data::Object(fields)
    }

    /// The checksum that a file with these contents has.
    pub(crate) fn checksum(&self, contents: &impl Write) -> u64 {
        checksum(&self.summed_fields(contents))
    }

    /// The fields that the checksum covers.
    fn summed_fields(&self, contents: &impl Write) -> Vec<(String, Data)> {
        let own = [(FORMAT, Data::text(self.format)), (VERSION, Data::Whole(self.version))];
        let mut fields: Vec<(String, Data)> = own.into_iter().map(|(name, value)| (name.torch.into(), value)).collect();
        if let Data::Object(inner) = contents.write() {
            fields.extend(inner);
        }
        fields
    }

    /// The contents of a file, if it has this format and a known version, and has not been changed since it was written.
    pub(crate) fn open<T: Read>(&self, data: &Data, functions: &Functions) -> Result<T> {
        let node = Node::root(data, functions);
        self.check_kind(&node)?;
        let inner = node.fields("an object")?.iter().filter(|(name, _)| OWN.iter().all(|own| name != own.torch));
        let inner = Data::Object(inner.cloned().collect());
        let contents = T::read(&Node::root(&inner, functions))?;
        check_sum(&node)?;
        Ok(contents)
    }

    fn check_kind(&self, node: &Node<'_>) -> Result<()> {
        if node.data.field(FORMAT.torch).is_none() {
            return Err(self.other_kind(node));
        }
        let found: String = node.required(FORMAT)?;
        if found != self.format {
            return Err(Error::data(FORMAT.torch, format!("{:?}", self.format), format!("{found:?}")));
        }
        let (found, newest): (u64, _) = (node.required(VERSION)?, self.version);
        if (1..=newest).contains(&found) {
            return Ok(());
        }
        let versions =
            if found == 0 { "at least 1".into() } else { format!("at most {newest}, the newest version that this crate can read") };
        Err(Error::data(VERSION.torch, versions, found.to_string()))
    }
}

impl Envelope {
    /// The error for data without the fields of an envelope. It names what the data is, if that can be seen.
    fn other_kind(&self, node: &Node<'_>) -> Error {
        let has = |names: [&str; 2]| names.iter().all(|name| node.data.field(name).is_some());
        let is = match node.data.field("lr") {
            _ if has(["state_dict", "param_groups"]) => "a run of Python torch, which `pytorch::read` reads",
            Some(Data::Object(_)) => "a plan, which `PlanSpec::read` reads",
            _ => "no file of this crate",
        };
        let expected = format!("a field {} with the text {:?}", FORMAT.torch, self.format);
        node.problem(expected, node.data.excerpt()).with_advice(format!("this is {is}, and not a {}", self.format))
    }
}

fn check_sum(node: &Node<'_>) -> Result<()> {
    let fields = node.fields("an object")?;
    let summed: Vec<_> = fields.iter().filter(|(name, _)| name != CHECKSUM.torch).cloned().collect();
    let (expected, found) = (written(checksum(&summed)), node.required::<String>(CHECKSUM)?);
    if found == expected {
        return Ok(());
    }
    let expected = format!("{expected:?}, the checksum of the other fields: the file was changed after it was written");
    Err(Error::data(CHECKSUM.torch, expected, format!("{found:?}")))
}

/// A checksum as a file has it.
fn written(checksum: u64) -> String {
    format!("{checksum:016x}")
}
