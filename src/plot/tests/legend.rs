use anyhow::Result;

use super::super::builder::Plot;
use super::{flat, texts};

fn many(count: usize) -> Plot {
    (0..count).fold(Plot::new(""), |plot, group| plot.curve(format!("lr[{group}]"), flat(5)))
}

#[test]
fn a_legend_lists_all_curves_if_there_is_room() -> Result<()> {
    let texts = texts(&many(20).to_svg()?)?;
    assert_eq!(texts.iter().filter(|text| text.starts_with("lr[")).count(), 20);
    assert!(!texts.iter().any(|text| text.ends_with("more")));
    Ok(())
}

#[test]
fn a_long_legend_lists_some_curves_from_the_first_to_the_last() -> Result<()> {
    let texts = texts(&many(100).to_svg()?)?;
    let listed: Vec<_> = texts.iter().filter(|text| text.starts_with("lr[")).collect();
    assert_eq!(listed, ["lr[0]", "lr[19]", "lr[39]", "lr[59]", "lr[79]", "lr[99]"]);
    assert!(texts.contains(&"and 94 more".to_owned()), "{texts:?}");
    Ok(())
}

#[test]
fn a_legend_says_how_many_curves_are_not_drawn() -> Result<()> {
    let texts = texts(&many(3).omitting(17).to_svg()?)?;
    assert!(texts.contains(&"and 17 more, 17 of them not drawn".to_owned()), "{texts:?}");
    Ok(())
}
