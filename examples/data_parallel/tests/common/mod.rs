//! Jobs of `mpirun`, one at a time, with one thread for each rank.

#![allow(dead_code)]

use anyhow::{Context, Result, ensure};
use data_parallel::{Ranks, on_ranks};
use std::env;
use std::ffi::OsStr;
use std::path::Path;
use std::process::{Command, Output};
use std::sync::{Mutex, MutexGuard, PoisonError};

pub const DIGITS: &str = env!("CARGO_BIN_EXE_digits");
pub const GPT: &str = env!("CARGO_BIN_EXE_gpt");

/// Tells the test's own program that it is a rank.
const IS_RANK: &str = "TEST_IS_A_RANK";

static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

/// Waits for the jobs of the other tests of this program.
pub fn alone() -> MutexGuard<'static, ()> {
    ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The command that starts the program on this number of ranks, on a machine that may have fewer cores.
pub fn mpirun(ranks: u64, program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new("mpirun");
    command.args(["--oversubscribe", "--bind-to", "none", "-n", &ranks.to_string()]).arg(program);
    // Containers for CI run as root.
    command.envs([("OMPI_ALLOW_RUN_AS_ROOT", "1"), ("OMPI_ALLOW_RUN_AS_ROOT_CONFIRM", "1"), ("OMP_NUM_THREADS", "1")]);
    command
}

/// The output of a program on this number of ranks, with arguments that are separated by spaces. It must succeed.
pub fn output(ranks: u64, program: &str, arguments: &str, folder: &Path) -> Result<String> {
    let _alone = alone();
    let output = mpirun(ranks, program).args(arguments.split(' ')).current_dir(folder).output().context("mpirun")?;
    ensure!(output.status.success(), "{program} {arguments} on {ranks} ranks:\n{}", said(&output));
    Ok(String::from_utf8(output.stdout)?)
}

/// Runs `body` on the ranks of a job, whose program is this test. Returns the output of the job, or `None` on a rank.
pub fn job(test: &str, ranks: u64, body: impl FnOnce(&Ranks) -> Result<()>) -> Result<Option<Output>> {
    if env::var_os(IS_RANK).is_some() {
        tch::set_num_threads(1);
        on_ranks(body)?;
        return Ok(None);
    }
    let _alone = alone();
    let mut command = mpirun(ranks, env::current_exe()?);
    Ok(Some(command.args([test, "--exact", "--nocapture"]).env(IS_RANK, "1").output().context("mpirun")?))
}

/// Everything that a job has printed.
pub fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// The steps that each rank has logged in this folder: the learning rate and the loss.
pub fn logs(folder: &Path, ranks: u64) -> Result<Vec<Vec<(f64, f64)>>> {
    (0..ranks).map(|rank| log(&folder.join(format!("rank-{rank}.csv")))).collect()
}

fn log(path: &Path) -> Result<Vec<(f64, f64)>> {
    let mut reader = csv::Reader::from_path(path).with_context(|| path.display().to_string())?;
    let columns = reader.headers()?.clone();
    let column = |name: &str| columns.iter().position(|column| column == name).with_context(|| name.to_owned());
    let (lr, loss) = (column("lr[0]")?, column("loss")?);
    // The row after the last step has a rate and no loss.
    let rows = reader.records().map(|row| row.map(|row| (row[lr].parse(), row[loss].parse())));
    rows.map(|row| match row? {
        (Ok(lr), Ok(loss)) => Ok((lr, loss)),
        (lr, loss) => anyhow::bail!("{}: {lr:?}, {loss:?}", path.display()),
    })
    .collect()
}
