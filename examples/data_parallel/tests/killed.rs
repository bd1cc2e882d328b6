//! A rank that is killed ends the job with a clear message, and the job goes on with another number of ranks.

mod common;

use anyhow::{Context, Result, ensure};
use common::{DIGITS, GPT, alone, mpirun, output};
use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Command, Stdio};
use tempfile::tempdir;

/// The process of a rank: the child of `mpirun` that has its number in the environment.
fn process_of(mpirun: u32, rank: u64) -> Result<String> {
    for entry in fs::read_dir("/proc")?.flatten() {
        let read = |file: &str| fs::read_to_string(entry.path().join(file)).unwrap_or_default();
        // The name, which may contain spaces, is in parentheses. The state and the parent follow.
        let stat = read("stat");
        let parent = stat.rsplit(')').next().and_then(|rest| rest.split_whitespace().nth(1));
        let is_rank = || read("environ").split('\0').any(|variable| variable == format!("OMPI_COMM_WORLD_RANK={rank}"));
        if parent == Some(&mpirun.to_string()) && is_rank() {
            return Ok(entry.file_name().to_string_lossy().into_owned());
        }
    }
    anyhow::bail!("mpirun has no process of rank {rank}")
}

/// Starts a job on two ranks, and kills a rank when a line begins with `at`. Returns what the job has written to standard error.
fn kill(rank: u64, program: &str, arguments: &str, at: &str, folder: &Path) -> Result<String> {
    let _alone = alone();
    let mut command = mpirun(2, program);
    command.args(arguments.split(' ')).current_dir(folder).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut job = command.spawn().context("mpirun")?;
    let mut lines = BufReader::new(job.stdout.take().context("piped")?).lines();
    let found = lines.by_ref().map_while(Result::ok).any(|line| line.trim_start().starts_with(at));
    let mut errors = job.stderr.take().context("piped")?;
    let mut said = String::new();
    if !found {
        errors.read_to_string(&mut said)?;
        anyhow::bail!("no line begins with {at}: {said}");
    }
    ensure!(Command::new("kill").args(["-KILL", &process_of(job.id(), rank)?]).status()?.success());
    lines.for_each(drop);
    errors.read_to_string(&mut said)?;
    ensure!(!job.wait()?.success(), "the job has ended with success: {said}");
    ensure!(said.contains("exited on signal 9 (Killed)"), "mpirun names the signal: {said}");
    let other = 1 - rank;
    ensure!(
        said.contains(&format!("rank {other} of 2: the job is ended by SIGTERM, because another rank has died or failed")),
        "{said}"
    );
    Ok(said)
}

/// The number of the line that says where a run resumes.
fn numbers(said: &str) -> Result<Vec<u64>> {
    let line = said.lines().find(|line| line.starts_with("Resumes after ")).with_context(|| said.to_owned())?;
    Ok(line.split(|character: char| !character.is_ascii_digit()).filter_map(|word| word.parse().ok()).collect())
}

#[test]
fn digits_goes_on_by_images_seen_on_another_number_of_ranks() -> Result<()> {
    let folder = tempdir()?;
    let flags = "--epochs 5 --batch-size 30 --folder checkpoints";
    let said = kill(1, DIGITS, flags, "2 ", folder.path())?;
    ensure!(said.contains("last checkpoint in checkpoints"), "{said}");

    let refused = output(1, DIGITS, &format!("{flags} --resume --lr 0.05"), folder.path())
        .map_or_else(|error| error.to_string(), |_| String::new());
    ensure!(refused.contains("Only the number of ranks may change, but lr.base was"), "{refused}");

    // Each number of ranks ends the run, so each starts from a copy of the checkpoints.
    for (ranks, of_step) in [(1, 30), (4, 120), (2, 60)] {
        let copy = tempdir()?;
        ensure!(Command::new("cp").arg("-r").arg(folder.path().join("checkpoints")).arg(copy.path()).status()?.success());
        let said = output(ranks, DIGITS, &format!("{flags} --resume --log-ranks logs"), copy.path())?;
        let numbers = numbers(&said)?;
        let (images, step) = (numbers[0], numbers[2]);
        ensure!(images >= 2_400 && images % 1_200 == 0, "{said}");
        ensure!(numbers[1..] == [2, images / of_step, ranks], "{said}");
        let steps = common::logs(&copy.path().join("logs"), ranks)?[0].len() as u64;
        ensure!((step + steps) * of_step == 5 * 1_200, "{steps} more steps after step {step} on {ranks} ranks");
    }
    Ok(())
}

#[test]
fn gpt_goes_on_by_sequences_seen_on_another_number_of_ranks() -> Result<()> {
    let folder = tempdir()?;
    let text = concat!(env!("CARGO_MANIFEST_DIR"), "/../../LICENSE-APACHE");
    let flags = format!(
        "--threads 1 --layers 1 --heads 2 --width 32 --context 32 --batch 2 --steps 400 --warmup 20 --val-every 20 --save-every 20 --text {text} --out run"
    );
    // Rank 0 has saved at step 20 before it prints the validation of step 40.
    kill(0, GPT, &flags, "40 ", folder.path())?;
    let said = output(4, GPT, "--threads 1 --resume run --log-ranks logs", folder.path())?;
    let numbers = numbers(&said)?;
    let (sequences, step) = (numbers[0], numbers[2]);
    ensure!(sequences >= 40 * 4 && numbers[1..] == [2, sequences / 8, 4], "{said}");
    let steps = common::logs(&folder.path().join("logs"), 4)?[0].len() as u64;
    ensure!(step + steps == 100, "{steps} more steps after step {step}");
    Ok(())
}
