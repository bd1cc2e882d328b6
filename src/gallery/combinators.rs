use super::example::{Example, schedules};
use crate::*;

pub(super) const ALL: &[Example] = schedules!(Combinator {
    "Warmup" ", steps = 10, schedule = { type = \"CosineAnnealingLR\", T_max = 90 }" CosineAnnealingLr::new(90)?.warmup(10)?;
    "WarmupBeside" ", steps = 20, schedule = { type = \"MultiStepLR\", milestones = [30, 70], gamma = 0.3 }"
        MultiStepLr::new([30, 70], 0.3)?.warmup_beside(20)?;
    "Hold" ", step = 40, schedule = { type = \"CosineAnnealingLR\", T_max = 50 }" CosineAnnealingLr::new(50)?.hold(40);
    "Delay" ", steps = 30, schedule = { type = \"CosineAnnealingLR\", T_max = 70 }" CosineAnnealingLr::new(70)?.delay(30);
    "Frozen" ", until = 30, schedule = { type = \"CosineAnnealingLR\", T_max = 70 }"
        CosineAnnealingLr::new(70)?.frozen_until(30);
    "Cycle" ", period = 25, decay = 0.6, schedule = { type = \"CosineAnnealingLR\", T_max = 25 }"
        CosineAnnealingLr::new(25)?.cycle(25)?.decay(0.6)?;
    "Every" ", steps = 10, schedule = { type = \"CosineAnnealingLR\", T_max = 9 }" CosineAnnealingLr::new(9)?.every(10)?;
    "Stretch" ", steps = 10, schedule = { type = \"CosineAnnealingLR\", T_max = 10 }" CosineAnnealingLr::new(10)?.stretch(10)?;
    "Within" ", from = 20, until = 60, schedule = { type = \"CosineAnnealingLR\", T_max = 50 }"
        CosineAnnealingLr::new(50)?.within(20..60)?;
    "PastEnd" ", end = 40, policy = \"repeat\", schedule = { type = \"CosineAnnealingLR\", T_max = 40 }"
        CosineAnnealingLr::new(40)?.past_end(40, EndPolicy::Repeat);
    "Times" ", schedule = { type = \"CosineAnnealingLR\", T_max = 100 }, factor = { type = \"ExponentialLR\", gamma = 0.97 }"
        CosineAnnealingLr::new(100)?.times(ExponentialLr::new(0.97)?);
    "Plus" ", schedule = { type = \"CosineAnnealingLR\", T_max = 50 }, other = { type = \"ConstantLR\", factor = 0.5, total_iters = 25 }"
        CosineAnnealingLr::new(50)?.plus(ConstantLr::new(0.5, 25)?);
    "Min" ", schedule = { type = \"CosineAnnealingLR\", T_max = 100 }, other = { type = \"ExponentialLR\", gamma = 0.97 }"
        CosineAnnealingLr::new(100)?.min(ExponentialLr::new(0.97)?);
    "Max" ", schedule = { type = \"CosineAnnealingLR\", T_max = 100 }, other = { type = \"ExponentialLR\", gamma = 0.97 }"
        CosineAnnealingLr::new(100)?.max(ExponentialLr::new(0.97)?);
    "Clamp" ", low = 0.02, high = 0.08, schedule = { type = \"CosineAnnealingLR\", T_max = 100 }"
        CosineAnnealingLr::new(100)?.clamp(0.02, 0.08)?;
    "Scale" ", factor = 0.5, schedule = { type = \"StepLR\", step_size = 30, gamma = 0.5 }" StepLr::new(30, 0.5)?.scale(0.5)?;
    "Offset" ", amount = 0.02, schedule = { type = \"StepLR\", step_size = 30, gamma = 0.5 }" StepLr::new(30, 0.5)?.offset(0.02)?;
    "Noise" ", percent = 0.2, seed = 42, during = { from = 20, until = 80 }, schedule = { type = \"CosineAnnealingLR\", T_max = 100 }"
        CosineAnnealingLr::new(100)?.noise(0.2, 42)?.during(20..80)?;
});
