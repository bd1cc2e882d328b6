//! Help, schema, completions, manual.

use crate::program::Folder;
use anyhow::Result;

const COMMANDS: [&str; 12] =
    ["trace", "plot", "predict", "describe", "check", "diff", "inspect", "import", "gallery", "schema", "completions", "man"];

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

#[test]
fn every_command_has_a_page_of_the_manual() -> Result<()> {
    let folder = Folder::new()?;
    assert_eq!(folder.run(["man", "-o", "new/man1"])?.code, Some(0));
    for command in COMMANDS {
        let page = folder.run(["man", command])?.out;
        assert_eq!(std::fs::read_to_string(folder.path().join(format!("new/man1/tch-lr-{command}.1")))?, page);
        for part in ["NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "EXAMPLES", "\"SEE ALSO\""] {
            assert!(page.contains(&format!("\n.SH {part}\n")), "{command} has no section {part}:\n{page}");
        }
        assert!(!page.contains('`'), "{command}: {page}");
    }
    let page = std::fs::read_to_string(folder.path().join("new/man1/tch-lr.1"))?;
    assert_eq!(folder.run(["man"])?.out, page);
    assert!(page.starts_with(".TH tch-lr 1 \"\" \"tch-lr ") && page.contains("tch\\-lr\\-predict(1)"), "{page}");
    assert!(page.contains(".SH \"EXIT STATUS\"\n.nf\n0  success\n"), "{page}");
    let check = folder.run(["man", "check"])?.out;
    assert!(check.contains("\\fBtch\\-lr check\\fR [OPTIONS] <PLAN>..."), "{check}");
    assert!(check.contains("\n.nf\ntch\\-lr check plan.toml\n"), "lines of examples are kept: {check}");
    Ok(())
}

#[test]
fn a_page_of_no_command_is_an_error() -> Result<()> {
    let folder = Folder::new()?.with("file", "")?;
    let ran = folder.run(["man", "verify"])?;
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("expected a command of tch-lr, found verify. The commands are trace, plot, "), "{}", ran.err);
    let ran = folder.run(["man", "-o", "file/man1"])?;
    assert!(ran.code == Some(1) && ran.err.starts_with("error: file/man1: "), "{}", ran.err);
    Ok(())
}
