//! Help, schema, completions.

use crate::program::Folder;
use anyhow::Result;

const COMMANDS: [&str; 8] = ["trace", "plot", "describe", "check", "diff", "inspect", "schema", "completions"];

#[test]
fn every_command_has_help_with_examples() -> Result<()> {
    let folder = Folder::new()?;
    let help = folder.run(["--help"])?;
    for command in COMMANDS {
        assert!(help.out.contains(&format!("  {command} ")), "{command}");
        let ran = folder.run([command, "--help"])?;
        assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""), "{command}");
        assert!(ran.out.contains("Example") && ran.out.contains(&format!("  tch-lr {command}")), "{command}: {}", ran.out);
    }
    assert!(help.out.contains("Exit codes:"));
    assert_eq!(folder.run(["--version"])?.out, format!("tch-lr {}\n", env!("CARGO_PKG_VERSION")));
    Ok(())
}

#[test]
fn the_printed_schema_is_that_of_the_library() -> Result<()> {
    let ran = Folder::new()?.run(["schema"])?;
    assert_eq!((ran.code, ran.out), (Some(0), tch_lr_scheduler::spec::json_schema()?));
    Ok(())
}

#[test]
fn completions_know_every_command_in_every_shell() -> Result<()> {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let ran = Folder::new()?.run(["completions", shell])?;
        assert_eq!(ran.code, Some(0), "{shell}");
        assert!(COMMANDS.iter().all(|command| ran.out.contains(command)), "{shell}");
    }
    Ok(())
}
