//! The pictures of combinators.

use super::Picture;
use tch_lr_scheduler::{Constant, CosineAnnealingLr, EndPolicy, ExponentialLr, MultiStepLr, Result, Schedule, Warmup};

/// The effect of each combinator on a schedule, beside that schedule.
pub(super) fn pictures() -> Result<Vec<(&'static str, Picture)>> {
    let cosine = CosineAnnealingLr::new(50)?;
    let falling = ExponentialLr::new(0.97)?;
    let picture = |title: &str| Picture::new(title).with("as it is", cosine);
    Ok(vec![
        (
            "warmup",
            Picture::new("Warm-ups of 8 steps")
                .over(12)
                .with("from_zero", Constant.warmup_with(Warmup::from_zero(8)?))
                .with("from_first_step", Constant.warmup_with(Warmup::from_first_step(8)?))
                .with("from_floor(0.3).cosine()", Constant.warmup_with(Warmup::from_floor(0.3, 8)?.cosine())),
        ),
        (
            "warmup_beside",
            Picture::new("MultiStepLr::new([30, 70], 0.3)? with a warm-up of 20 steps")
                .with("beside: warmup_beside(20)?", MultiStepLr::new([30, 70], 0.3)?.warmup_beside(20)?)
                .with("in front: warmup(20)?", MultiStepLr::new([30, 70], 0.3)?.warmup(20)?),
        ),
        (
            "cycle",
            Picture::new("CosineAnnealingLr::new(25)?.cycle(25)?")
                .with("as it is", CosineAnnealingLr::new(25)?.cycle(25)?)
                .with("decay(0.6)?", CosineAnnealingLr::new(25)?.cycle(25)?.decay(0.6)?),
        ),
        ("constant", Picture::new("Constant").with("base = 0.1", Constant)),
        ("hold", picture("A cosine, held").with("hold(40)", cosine.hold(40))),
        ("delay", picture("A cosine, delayed").with("delay(30)", cosine.delay(30))),
        ("frozen", picture("A cosine, frozen at first").with("frozen_until(30)", cosine.frozen_until(30))),
        ("every", picture("A cosine that moves on every 10 steps").with("every(10)?", CosineAnnealingLr::new(5)?.every(10)?)),
        ("stretch", picture("A cosine, twice as slow").with("stretch(2)?", cosine.stretch(2)?)),
        ("within", picture("A cosine that acts only from step 20 until step 60").with("within(20..60)?", cosine.within(20..60)?)),
        (
            "past_end",
            Picture::new("A cosine over 40 steps, after its end")
                .with("Hold or Error", CosineAnnealingLr::new(40)?.past_end(40, EndPolicy::Hold))
                .with("Follow", CosineAnnealingLr::new(40)?.past_end(40, EndPolicy::Follow))
                .with("Repeat", CosineAnnealingLr::new(40)?.past_end(40, EndPolicy::Repeat)),
        ),
        (
            "plus",
            picture("A cosine plus a schedule that falls")
                .with("plus(ExponentialLr::new(0.97)?.scale(0.3)?)", cosine.plus(falling.scale(0.3)?)),
        ),
        ("noise", picture("A cosine with noise").with("noise(0.2, 42)?.during(20..80)?", cosine.noise(0.2, 42)?.during(20..80)?)),
        ("times", picture("A cosine times a schedule that falls").with("times(ExponentialLr::new(0.97)?)", cosine.times(falling))),
        (
            "min",
            picture("The smaller of a cosine and a schedule that falls")
                .with("min(ExponentialLr::new(0.97)?)", cosine.min(falling)),
        ),
        (
            "max",
            picture("The larger of a cosine and a schedule that falls").with("max(ExponentialLr::new(0.97)?)", cosine.max(falling)),
        ),
        ("clamp", picture("A cosine between two values").with("clamp(0.02, 0.08)?", cosine.clamp(0.02, 0.08)?)),
        ("scale", picture("A cosine times a number").with("scale(0.5)?", cosine.scale(0.5)?)),
        ("offset", picture("A cosine plus a number").with("offset(0.05)?", cosine.offset(0.05)?)),
    ])
}
