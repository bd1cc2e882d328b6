//! The fields that every file of this crate has: its format, its version and its checksum.

use super::checksum::checksum;
use crate::data::Data;
use crate::data::{FieldName, Node};
use crate::{Error, Result};

const FORMAT: FieldName = FieldName::plain("format");
const VERSION: FieldName = FieldName::plain("version");
const CHECKSUM: FieldName = FieldName::plain("checksum");

/// A format of files: its name and its newest version.
pub(crate) struct Envelope {
    pub(crate) format: &'static str,
    pub(crate) version: u64,
}

impl Envelope {
    /// The contents of a file: the format and the version, then `fields`, then the checksum of all of them.
    pub(crate) fn close<const N: usize>(&self, fields: [(FieldName, Data); N]) -> Data {
        let mut fields = self.before(fields);
        fields.push((CHECKSUM.torch.into(), Data::text(checksum(&fields))));
        Data::Object(fields)
    }

    /// Checks that a file has this format, a known version and no other fields than `fields`.
    pub(crate) fn open(&self, node: &Node<'_>, fields: &[FieldName]) -> Result<()> {
        let found: String = node.required(FORMAT)?;
        if found != self.format {
            return Err(Error::data(FORMAT.torch, format!("{:?}", self.format), format!("{found:?}")));
        }
        let (found, newest): (u64, _) = (node.required(VERSION)?, self.version);
        if !(1..=newest).contains(&found) {
            let versions = if found == 0 {
                "at least 1".into()
            } else {
                format!("at most {newest}, the newest version that this crate can read")
            };
            return Err(Error::data(VERSION.torch, versions, found.to_string()));
        }
        node.only(&[&[FORMAT, VERSION], fields, &[CHECKSUM]].concat())
    }

    /// Checks the checksum: the file has not been changed since it was written.
    pub(crate) fn check(&self, node: &Node<'_>) -> Result<()> {
        let fields = node.fields("an object")?;
        let summed: Vec<_> = fields.iter().filter(|(name, _)| name != CHECKSUM.torch).cloned().collect();
        let (expected, found) = (checksum(&summed), node.required::<String>(CHECKSUM)?);
        if found == expected {
            return Ok(());
        }
        let expected = format!("{expected:?}, the checksum of the other fields: the file was changed after it was written");
        Err(Error::data(CHECKSUM.torch, expected, format!("{found:?}")))
    }

    /// The format and the version, then `fields`.
    fn before<const N: usize>(&self, fields: [(FieldName, Data); N]) -> Vec<(String, Data)> {
        let own = [(FORMAT, Data::text(self.format)), (VERSION, Data::Whole(self.version))];
        own.into_iter().chain(fields).map(|(name, value)| (name.torch.into(), value)).collect()
    }
}
