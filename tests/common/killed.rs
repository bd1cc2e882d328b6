//! A process that writes in an endless loop and is killed at a random moment. It is the test's own program, started with an
//! environment variable.

use super::generator::Generator;
use std::io::{BufRead, BufReader, Lines, Write};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::Duration;
use std::{env, io, thread};

/// The number of kills in a test that usually does `usual` of them. Set `TCH_LR_KILLS` for another number.
pub fn kills(usual: u64) -> u64 {
    env::var("TCH_LR_KILLS").map_or(usual, |text| text.parse().expect("TCH_LR_KILLS is a whole number"))
}

/// What the process prints after each save, before the number of the step.
pub const SAVED: &str = "saved ";

pub struct Writer {
    process: Child,
    said: Lines<BufReader<ChildStdout>>,
}

impl Writer {
    /// Starts the process. The environment `variable` holds the path to write to. It may wait for a line of input before it writes.
    pub fn start(test: &str, variable: &str, path: &Path) -> Self {
        let this = env::current_exe().expect("a test knows its own program");
        let mut command = Command::new(this);
        command.args([test, "--exact", "--nocapture"]).env(variable, path).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut process = command.spawn().expect("the test's own program runs");
        let said = BufReader::new(process.stdout.take().expect("its output is piped")).lines();
        Self { process, said }
    }

    /// Waits for a random number of saves and microseconds, kills the process, and returns the last step that it reported as saved,
    /// or 0.
    pub fn killed(mut self, random: &mut Generator, most_saves: u64, most_micros: u64) -> u64 {
        self.process.stdin.take().map(|mut input| input.write_all(b"go\n")).expect("its input is piped").expect("it listens");
        let mut last = 0;
        let mut hear = |line: io::Result<String>| {
            let step = line.ok().and_then(|line| line.strip_prefix(SAVED)?.parse::<u64>().ok());
            last = step.unwrap_or(last);
            step.is_some()
        };
        // The first lines are from the test harness.
        let wanted = random.whole(0, most_saves);
        let mut heard = 0;
        while heard < wanted {
            let line = self.said.next().expect("it saves without end");
            heard += u64::from(hear(line));
        }
        thread::sleep(Duration::from_micros(random.whole(0, most_micros)));
        self.process.kill().expect("the process can be killed");
        let status = self.process.wait().expect("the process ends");
        assert!(status.code().is_none(), "the writer ended by itself: {status}");
        self.said.for_each(|line| _ = hear(line));
        last
    }
}
