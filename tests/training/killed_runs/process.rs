//! A process that trains and saves when it is told to, so that the test knows how far it can be when it is killed.

use super::FOLDER;
use super::run::Run;
use std::env;
use std::io::{BufRead, BufReader, Lines, Write, stdin};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::thread;
use std::time::Duration;
use tch::nn::OptimizerConfig;
use tch_lr_scheduler::Result;

const READY: &str = "ready ";
const COMPLETE: &str = "complete";

/// What the process does: resumes, and then trains and saves once for each line of its input.
pub fn train(folder: &Path, saves: u64, config: impl OptimizerConfig + 'static) -> Result<()> {
    let mut run = Run::new(config)?;
    run.load_latest(folder)?;
    let mut lines = stdin().lines();
    while run.saves() < saves {
        println!("{READY}{}", run.saves());
        if lines.next().is_none() {
            break;
        }
        run.train()?;
        run.save(folder)?;
    }
    println!("{COMPLETE}");
    Ok(())
}

/// One process of a run.
pub struct Life {
    process: Child,
    input: ChildStdin,
    said: Lines<BufReader<ChildStdout>>,
    is_complete: bool,
}

impl Life {
    /// Starts the process and waits until it has resumed.
    pub fn start(test: &str, folder: &Path) -> Self {
        let mut command = Command::new(env::current_exe().expect("a test knows its own program"));
        command.args([test, "--exact", "--nocapture"]).env(FOLDER, folder).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut process = command.spawn().expect("the test's own program runs");
        let input = process.stdin.take().expect("its input is piped");
        let said = BufReader::new(process.stdout.take().expect("its output is piped")).lines();
        let mut life = Self { process, input, said, is_complete: false };
        life.hear();
        life
    }

    /// Lets the process train and save once.
    pub fn train_and_save(&mut self) {
        self.tell();
        self.hear();
    }

    /// Lets the process train and save until the run is complete.
    pub fn complete(mut self) {
        while !self.is_complete {
            self.train_and_save();
        }
    }

    /// Lets the process train and save once more, and kills it after some time. Returns whether the save was complete.
    pub fn killed_within(mut self, micros: u64) -> bool {
        self.tell();
        thread::sleep(Duration::from_micros(micros));
        self.process.kill().expect("the process can be killed");
        let status = self.process.wait().expect("the process ends");
        assert!(status.code().is_none(), "the process ended by itself: {status}");
        self.said.by_ref().map_while(std::io::Result::ok).any(|line| line.starts_with(READY))
    }

    fn tell(&mut self) {
        self.input.write_all(b"go\n").expect("the process listens");
    }

    /// Waits until the process has resumed or saved.
    fn hear(&mut self) {
        // The other lines are those of the test harness.
        let line = self.said.by_ref().map_while(std::io::Result::ok).find(|line| line.starts_with(READY) || line == COMPLETE);
        self.is_complete = line.expect("the process runs") == COMPLETE;
    }
}

impl Drop for Life {
    fn drop(&mut self) {
        // The process may have ended.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
