use std::io::{self, Read};

/// The longest text of a file. A state of a million groups is shorter. A device such as `/dev/zero` never ends.
pub(super) const LONGEST: u64 = 1 << 27;

/// Reads a whole text in UTF-8.
pub(super) fn read(from: impl Read) -> io::Result<String> {
    let mut bytes = vec![];
    from.take(LONGEST + 1).read_to_end(&mut bytes)?;
    let invalid = |problem: &str| io::Error::new(io::ErrorKind::InvalidData, problem.to_owned());
    if bytes.len() as u64 > LONGEST {
        return Err(invalid("it is longer than 128 MiB, expected a plan, a state or a list of files"));
    }
    let is_utf_16 = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
    String::from_utf8(bytes).map_err(|_| match is_utf_16 {
        true => invalid("it is text in UTF-16, expected UTF-8: save it in that encoding"),
        false => invalid("it is not text in UTF-8"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_without_an_end_or_in_another_encoding_is_refused() {
        let refused = |from: &mut dyn Read| read(from).map_err(|error| error.to_string());
        assert!(refused(&mut io::repeat(b' ')).is_err_and(|error| error.starts_with("it is longer than 128 MiB")));
        assert!(refused(&mut &b"\xff\xfe{\x00"[..]).is_err_and(|error| error.starts_with("it is text in UTF-16")));
        assert_eq!(refused(&mut &b"\xff{}"[..]), Err("it is not text in UTF-8".into()));
        assert_eq!(refused(&mut &b"{}"[..]), Ok("{}".into()));
    }
}
