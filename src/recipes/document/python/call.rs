//! The arguments of a call of `TrainingArguments`, or of a class of TRL such as `SFTConfig`, in a training program.

use super::cursor::Cursor;
use super::expression::{Evaluation, problem, unsupported};
use crate::data::Data;
use crate::{Error, Result};
use std::collections::HashMap;

/// The ends of the names of the classes.
const CLASSES: [&str; 2] = ["TrainingArguments", "Config"];
/// A class whose name ends in `Config` may be of any kind, unless its call has one of these.
const ARGUMENTS: [&str; 4] = ["learning_rate", "lr_scheduler_type", "num_train_epochs", "max_steps"];

/// The position behind the opening bracket of a call in a statement.
pub(super) fn arguments<'t>(start: &Cursor<'t>, statement: &str) -> Option<Cursor<'t>> {
    if ["def ", "class ", "#", "@"].iter().any(|word| statement.trim_start().starts_with(word)) {
        return None;
    }
    let is_call = |class: &str, at: usize| {
        let arguments = &statement[at..];
        class == CLASSES[0] || ARGUMENTS.iter().any(|name| arguments.contains(&format!("{name}=")))
    };
    CLASSES.iter().find_map(|class| {
        let open = format!("{class}(");
        let at = statement.find(&open)? + open.len();
        let mut cursor = start.clone();
        cursor.advance(at);
        is_call(class, at).then_some(cursor)
    })
}

/// The error of a program with several calls.
pub(super) fn second(call: &Cursor<'_>) -> Error {
    let expected = "one call of TrainingArguments, or a file with the call that is meant";
    problem(call, "", expected, "another call")
}

impl Evaluation {
    /// The arguments of a call, as the fields of an object, and those whose values are not literals.
    pub(super) fn arguments(&mut self, call: &Cursor<'_>) -> Result<(Data, HashMap<String, Error>)> {
        let (mut cursor, mut fields, mut unread) = (call.clone(), vec![], HashMap::new());
        loop {
            cursor.skip_space(true);
            if cursor.take(")") {
                break;
            }
            let start = cursor.clone();
            let name = cursor.take_while(|letter| letter.is_alphanumeric() || letter == '_').to_owned();
            cursor.skip_space(true);
            if !name.is_empty() && cursor.take("=") && !cursor.rest().starts_with('=') {
                self.depth = 0;
                self.positions.remove(&name);
                self.positions.insert(&name, start.position());
                match self.argument(&mut cursor, &name) {
                    Ok(value) => fields.push((name, value)),
                    Err(error) => {
                        fields.push((name.clone(), Data::Null));
                        unread.insert(name, error);
                    }
                }
            } else if start.rest().starts_with('*') {
                return Err(unsupported(&start, ""));
            }
            // An argument without a name is the output folder.
            cursor.skip_argument();
            if !cursor.take(",") && cursor.peek() != Some(')') {
                return Err(problem(&cursor, "", "a closing bracket", "the end of the file"));
            }
        }
        Ok((Data::Object(fields), unread))
    }

    fn argument(&mut self, cursor: &mut Cursor<'_>, name: &str) -> Result<Data> {
        let value = self.value(cursor, name, name, true)?;
        cursor.skip_space(true);
        match cursor.peek() {
            Some(',' | ')') => Ok(value),
            _ => Err(unsupported(cursor, name)),
        }
    }
}
