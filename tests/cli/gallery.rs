//! `gallery`: a plan file of an example is a plan for the other commands.

use crate::program::Folder;
use anyhow::Result;

#[test]
fn an_example_is_a_plan_without_warnings_of_its_form() -> Result<()> {
    let folder = Folder::new()?;
    let list = folder.run(["gallery"])?;
    assert_eq!(list.code, Some(0), "{}", list.err);
    let names: Vec<_> = list.out.lines().filter_map(|line| line.split_whitespace().next()).collect();
    assert!(names.contains(&"CosineAnnealingLR") && names.contains(&"SpikeGuard"), "{names:?}");
    for name in ["CosineAnnealingLR", "wsd", "PastEnd", "EarlyStopping"] {
        let plan = folder.run(["gallery", name])?;
        let described = folder.run_with(&plan.out, ["describe", "-"])?;
        assert_eq!(described.code, Some(0), "{name}: {}{}", plan.err, described.err);
    }
    Ok(())
}

#[test]
fn a_misspelt_type_gets_the_nearest_name_first() -> Result<()> {
    let folder = Folder::new()?;
    let ran = folder.run(["gallery", "CosineAnealingLr"])?;
    let start = "error: did you mean CosineAnnealingLR? Expected a type of schedule, combinator or feedback rule, found \
        CosineAnealingLr. The types are StepLR, ";
    assert_eq!((ran.code, ran.out.as_str()), (Some(1), ""));
    assert!(ran.err.starts_with(start), "{}", ran.err);
    let other = folder.run(["gallery", "wavelength"])?;
    assert!(other.err.starts_with("error: Expected a type"), "{}", other.err);
    Ok(())
}

#[test]
fn the_page_is_written_to_a_file_of_html_only() -> Result<()> {
    let folder = Folder::new()?;
    assert_eq!(folder.run(["gallery", "-o", "gallery.txt"])?.code, Some(2));
    assert_eq!(folder.run(["gallery", "Wsd", "-o", "gallery.html"])?.code, Some(2));
    let ran = folder.run(["gallery", "-o", "gallery.html"])?;
    assert_eq!((ran.code, ran.out.as_str()), (Some(0), ""), "{}", ran.err);
    assert!(std::fs::read_to_string(folder.path().join("gallery.html"))?.starts_with("<!DOCTYPE html>"));
    Ok(())
}
