//! Tests that need a process of their own, because all tests of a process share libtorch's random generator.

use anyhow::{Result, ensure};
use std::env;
use std::process::Command;

const ALONE: &str = "TEST_IS_ALONE_IN_ITS_PROCESS";

/// Runs `body` in a process that runs only this test, whose name is `test`.
pub fn alone(test: &str, body: impl FnOnce() -> Result<()>) -> Result<()> {
    if env::var_os(ALONE).is_some() {
        tch::set_num_threads(1);
        return body();
    }
    let output = Command::new(env::current_exe()?).args([test, "--exact", "--nocapture"]).env(ALONE, "1").output()?;
    let (said, errors) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    print!("{said}{errors}");
    ensure!(output.status.success() && said.contains("1 passed"), "{test} failed in a process of its own:\n{said}\n{errors}");
    Ok(())
}
