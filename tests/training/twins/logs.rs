//! The logs of the two programs, and how far they are apart.

use crate::common::python;
use serde_json::json;
use std::env;
use std::path::Path;
use tch_lr_scheduler::observe::History;
use tch_lr_scheduler::plot::Plot;

/// Runs a script of examples/python with Python torch; `None` if there is no Python torch.
pub fn run_in_python(test: &str, script: &str, arguments: &[&str]) -> Option<()> {
    python::ask(test, json!({"do": "run_program", "script": script, "arguments": arguments})).map(drop)
}

pub struct Logs {
    pub rust: History,
    pub python: History,
}

impl Logs {
    pub fn read(rust: &Path, python: &Path) -> anyhow::Result<Self> {
        Ok(Self { rust: History::read(rust)?, python: History::read(python)? })
    }

    /// Asserts that a column of both logs has `steps` values, which are equal to the bit.
    #[track_caller]
    pub fn assert_same_bits(&self, column: &str, steps: usize) {
        let (rust, python) = (self.rust.points(column), self.python.points(column));
        assert_eq!((rust.len(), python.len()), (steps, steps), "{column}");
        let bits = |&(step, value): &(f64, f64)| (step, value.to_bits());
        let different = rust.iter().zip(python).find(|(rust, python)| bits(rust) != bits(python));
        assert_eq!(different, None, "{column}: the first difference, as (step, value) in Rust and in Python");
    }

    /// Draws a column of both logs on one axis to src/docs/pictures, if the pictures are to be drawn again.
    pub fn draw(&self, column: &str, title: &str, name: &str) -> anyhow::Result<()> {
        if env::var("UPDATE_PICTURES").is_ok_and(|value| value == "1") {
            let points = |log: &History| log.points(column).to_vec();
            let plot = Plot::new(title).x_label("step").y_label(column).log_y().size(720, 320);
            // The second curve is dashed, so that the first one shows through.
            let plot = plot.curve("Rust: this crate", points(&self.rust)).curve("Python: torch", points(&self.python));
            plot.save(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../src/docs/pictures").join(name))?;
        }
        Ok(())
    }
}
