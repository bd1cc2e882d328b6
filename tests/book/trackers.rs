//! The scripts of the page of trackers: those of the page are those of the folder, and each writes what a log contains.

use super::source;
use anyhow::{Context, Result, ensure};
use std::env;
use std::io::Write;
use std::process::{Command, Stdio};

const FOLDER: &str = "examples/python/trackers";

#[test]
fn the_page_shows_the_scripts_of_the_folder() -> Result<()> {
    let page = source("src/docs/trackers.md")?;
    for name in ["to_wandb", "to_mlflow", "to_trackio"] {
        let script = source(&format!("{FOLDER}/{name}.py"))?;
        assert!(page.contains(&format!("```python\n{script}```")), "src/docs/trackers.md does not show {FOLDER}/{name}.py");
    }
    Ok(())
}

/// Sends two rows to a script in an empty folder, then prints with `read` what the tracker has stored. `None` if the Python, or the
/// one that `TCH_LR_TRACKERS` names, does not have the package.
fn stored(package: &str, read: &str) -> Result<Option<String>> {
    let python = env::var("TCH_LR_TRACKERS").unwrap_or("python3".into());
    let has_package = Command::new(&python).args(["-c", &format!("import {package}")]).stderr(Stdio::null()).status();
    if !has_package.is_ok_and(|status| status.success()) {
        eprintln!("{python} has no {package}: its script was not run; TCH_LR_TRACKERS names a Python that has it");
        return Ok(None);
    }
    let folder = tempfile::tempdir()?;
    let script = format!("{}/../../{FOLDER}/to_{package}.py", env!("CARGO_MANIFEST_DIR"));
    let store = format!("sqlite:///{}/mlflow.db", folder.path().display());
    let run = |arguments: &[&str], input: &str| -> Result<String> {
        let mut command = Command::new(&python);
        command.args(arguments).current_dir(&folder).env("HOME", folder.path()).env("TRACKIO_DIR", folder.path());
        command.env("WANDB_MODE", "offline").env("WANDB_SILENT", "true").env("MLFLOW_TRACKING_URI", &store);
        let mut process = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
        process.stdin.take().context("no input")?.write_all(input.as_bytes())?;
        let output = process.wait_with_output()?;
        ensure!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        Ok(String::from_utf8(output.stdout)?)
    };
    run(&[&script], "{\"step\": 1, \"lr[0]\": 0.1, \"loss\": 0.5}\n{\"step\": 2, \"lr[0]\": 0.05}\n")?;
    Ok(Some(run(&["-c", read], "")?))
}

#[test]
fn wandb_stores_both_rows() -> Result<()> {
    let read = "import glob; data = open(glob.glob('wandb/offline-run-*/run-*.wandb')[0], 'rb').read(); \
                print(data.count(b'lr[0]') >= 2, b'loss' in data, b'0.05' in data)";
    if let Some(found) = stored("wandb", read)? {
        assert_eq!(found.trim(), "True True True");
    }
    Ok(())
}

#[test]
fn mlflow_stores_both_rows() -> Result<()> {
    let read = "import mlflow; client = mlflow.MlflowClient(); run = client.search_runs(['0'])[0].info.run_id; \
                print([(m.step, m.value) for m in client.get_metric_history(run, 'lr.0')], \
                [(m.step, m.value) for m in client.get_metric_history(run, 'loss')])";
    if let Some(found) = stored("mlflow", read)? {
        assert_eq!(found.trim(), "[(1, 0.1), (2, 0.05)] [(1, 0.5)]");
    }
    Ok(())
}

#[test]
fn trackio_stores_both_rows() -> Result<()> {
    let read = "import glob, sqlite3, json; base = sqlite3.connect(glob.glob('**/digits.db', recursive=True)[0]); \
                rows = base.execute('select step, metrics from metrics order by step').fetchall(); \
                print([(step, json.loads(text)['lr[0]']) for step, text in rows])";
    if let Some(found) = stored("trackio", read)? {
        assert_eq!(found.trim(), "[(1, 0.1), (2, 0.05)]");
    }
    Ok(())
}
