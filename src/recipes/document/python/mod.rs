//! The literals of a Python file: every assignment `name = value` without indentation whose value consists of literals, lists,
//! tuples, dicts, calls of `dict`, earlier names, imported names and arithmetic. A configuration file is a program, and this crate does
//! not run programs. A name that another statement may change has no value, so that a value is never one that the program replaces.
//!
//! The arguments of a call of `TrainingArguments` are read in the same way.

mod call;
mod cursor;
mod expression;
mod names;
mod operators;
mod parsed;
mod statement;

use crate::Result;
use cursor::Cursor;
use expression::Evaluation;
use parsed::Parsed;

/// Whether a text has a line that only Python has: a plain assignment or an import without indentation.
pub(super) fn is_python(text: &str) -> bool {
    text.lines().any(statement::is_of_python)
}

/// Reads a Python file.
pub(super) fn parse(text: &str) -> Result<Parsed> {
    let mut evaluation = Evaluation::default();
    let mut cursor = Cursor::new(text);
    let mut calls = vec![];
    // Statements of a function are not executed where they stand.
    let mut is_in_function = false;
    while !cursor.is_at_end() {
        let start = cursor.clone();
        cursor.skip_statement();
        let statement = &start.rest()[..start.rest().len() - cursor.rest().len()];
        if let Some(call) = call::arguments(&start, statement) {
            let arguments = evaluation.arguments(&call);
            calls.push((call, arguments));
        }
        let line = start.line();
        if line.trim().is_empty() || line.trim_start().starts_with('#') {
            continue;
        }
        if line.starts_with([' ', '\t']) {
            if !is_in_function {
                evaluation.change(&start, &statement::changed(line));
            }
            continue;
        }
        is_in_function = ["def ", "class ", "async ", "@"].iter().any(|word| line.starts_with(word));
        match statement::assignment(line) {
            Some(assignment) => evaluation.assign(&start, &assignment),
            None => {
                evaluation.import(&statement::imported(statement));
                evaluation.change(&start, &statement::changed(line));
            }
        }
    }
    let is_config = ["param_scheduler", "optim_wrapper"].iter().any(|name| evaluation.has_seen(name));
    let mut calls = calls.into_iter().filter(|_| !is_config);
    match (calls.next(), calls.next()) {
        (None, _) => Ok(evaluation.into_parsed()),
        (Some((_, arguments)), None) => {
            let (data, unread) = arguments?;
            Ok(Parsed { data, positions: evaluation.positions, unread })
        }
        (_, Some((second, _))) => Err(call::second(&second)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> Parsed {
        parse(text).unwrap_or_else(|error| panic!("{error}"))
    }

    fn read(text: &str) -> String {
        parsed(text).data.to_string()
    }

    #[test]
    fn literals_dicts_calls_of_dict_names_and_arithmetic_are_evaluated() {
        let text = "# a comment\nimport os\nmax_epochs = 300  # all\nbase_lr = 5e-4 * 1024 / 512\n\
            param_scheduler = [\n    dict(type='LinearLR', end=max_epochs // 2, by_epoch=True),  # first\n    \
            {'type': \"Co\" 'sine', 'lr': base_lr, 'p': (0.9, 0.999), 'n': None, 'x': -1, 'y': 2 ** 3 % 5},\n]\nif True:\n    other = 1\n";
        assert_eq!(
            read(text),
            "{\"max_epochs\": 300, \"base_lr\": 0.001, \"param_scheduler\": [{\"type\": \"LinearLR\", \"end\": 150, \"by_epoch\": true}, \
             {\"type\": \"Cosine\", \"lr\": 0.001, \"p\": [0.9, 0.999], \"n\": null, \"x\": -1.0, \"y\": 3}]}"
        );
    }

    #[test]
    fn what_cannot_be_evaluated_is_skipped_and_remembered() {
        let text = "a = {{_base_.b}}\nc = f(1)\nd = '''x\ny = 3\n'''\ne = 5\nfoo(bar,\nz = 1)\n";
        let Parsed { data, unread, .. } = parsed(text);
        assert_eq!(data.to_string(), r#"{"d": "x\ny = 3\n", "e": 5}"#);
        assert_eq!(unread.len(), 2, "{unread:?}");
        assert_eq!(
            unread["c"].to_string(),
            "c: expected literals, dict(..), names that were assigned above, or arithmetic, found f at line 2 column 5"
        );
    }

    #[test]
    fn a_value_that_a_statement_may_change_is_not_read() {
        let changes = [
            "a.update(b=1)",
            "a['b'] = 1",
            "a.b = 1",
            "a, b = 1, 2",
            "if c:\n    a = 1",
            "a = b = f(1)",
            "del a",
            "for a in d: pass",
        ];
        for change in changes {
            let Parsed { data, unread, .. } = parsed(&format!("a = dict(b=0)\n{change}\nd = [a]\n"));
            assert_eq!(data.to_string(), "{}", "{change}");
            assert!(unread.contains_key("a") && unread.contains_key("d"), "{change}: {unread:?}");
        }
        assert_eq!(
            read("a = 2\ndef f():\n    b = 1\n\n# c\n    a = 1\nclass B:\n    a = 3\nif a == 2:\n    print(a)\n"),
            r#"{"a": 2}"#
        );
        assert_eq!(read("a = 2\na *= 4\na -= 1\nb: float = a\n"), r#"{"a": 7, "b": 7}"#);
        assert_eq!(read("a.update(b=1)\na = 3\n"), r#"{"a": 3}"#);
    }

    #[test]
    fn an_imported_name_is_its_text() {
        let text = "from mmengine.optim import LinearLR as L, SGD\nimport torch\na = [dict(type=L), SGD, torch.optim.AdamW]\n";
        assert_eq!(read(text), r#"{"a": [{"type": "LinearLR"}, "SGD", "torch.optim.AdamW"]}"#);
        assert!(parsed("import math\na = math.floor(2.5)\n").unread.contains_key("a"));
    }

    #[test]
    fn the_arguments_of_a_call_are_read_from_a_program() {
        let text = "from transformers import TrainingArguments, SchedulerType\nrate = 2e-5\n\ndef main(args):\n    if args.train:\n        \
            training = TrainingArguments(\n            'out', learning_rate=rate * 2,  # a comment\n            \
            lr_scheduler_type=SchedulerType.COSINE, save_steps=args.save, max_steps=100)\n";
        let Parsed { data, unread, .. } = parsed(text);
        let expected =
            r#"{"learning_rate": 4e-5, "lr_scheduler_type": "SchedulerType.COSINE", "save_steps": null, "max_steps": 100}"#;
        assert_eq!(data.to_string(), expected);
        assert_eq!(unread.keys().collect::<Vec<_>>(), ["save_steps"]);
        for wrong in
            ["a = TrainingArguments(**b)", "a = TrainingArguments(b=1", "a = SFTConfig(max_steps=1)\nb = SFTConfig(max_steps=2)"]
        {
            assert!(parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_short_file_cannot_fill_the_memory_or_the_stack() {
        let doubling: String = (1..60).map(|index| format!("a{index} = [a{}, a{0}]\n", index - 1)).collect();
        let unread = parsed(&format!("a0 = [1]\n{doubling}")).unread;
        assert!(unread.values().any(|error| error.to_string().contains("at most 131072 values")), "{unread:?}");
        for open in ["[", "(", "-", "dict(a=", "2**"] {
            let unread = parsed(&format!("a = {}", open.repeat(100_000))).unread;
            assert!(unread["a"].to_string().contains("levels"), "{open}: {}", unread["a"]);
        }
    }
}
