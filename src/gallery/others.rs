use super::example::{Example, schedules};
use crate::*;

pub(super) const ALL: &[Example] = schedules!(Other {
    "Wsd" ", warmup_steps = 10, stable_steps = 70, decay_steps = 20" Wsd::new(10, 70, 20)?;
    "CosineDecay" ", T_max = 90, alpha = 0.1" CosineDecay::new(90)?.alpha(0.1)?;
    "PolynomialDecay" ", total_iters = 90, power = 2, eta_min = 0.01" PolynomialDecay::new(90, 2.0)?.eta_min(0.01)?;
    "Rex" ", T_max = 90" Rex::new(90)?;
    "Tanh" ", T_max = 90" Tanh::new(90)?;
    "InverseSqrt" ", timescale = 10" InverseSqrt::new(10)?;
    "Noam" ", d_model = 512, warmup_steps = 20" Noam::new(512, 20)?;
    "InverseTime" ", decay_steps = 10, decay_rate = 0.5" InverseTime::new(10, 0.5)?;
    "Power" ", amplitude = 0.3, exponent = -0.51" Power::new(0.3, -0.51)?;
    "Eden" ", lr_batches = 30, warmup_batches = 10" Eden::of_batches(30.0)?.warmup_batches(10);
    "InfiniteLR" ", warmup_steps = 10, cooldown_steps = 40, constant = 0.4, anneal_start = 80, anneal_steps = 20, anneal_end = 0.05"
        InfiniteLr::new(10, 40, 0.4)?.anneal(80, 20, 0.05)?;
    "Sin" ", period = 25, peak_decay = 0.6" Sin::new(25)?.peak_decay(0.6)?;
    "RangeRamp" ", low = 1e-3, high = 0.1, steps = 100" RangeRamp::exponential(1e-3, 0.1, 100)?;
    "Piecewise" ", start = 0, pieces = [{ shape = \"linear\", step = 10, factor = 1 }, { shape = \"constant\", step = 60 }, { shape = \"cosine\", step = 100, factor = 0.1 }]"
        Piecewise::starting_at(0.0)?.linear_to(10, 1.0)?.constant_to(60)?.cosine_to(100, 0.1)?;
    "Table" ", points = [[0, 0.1], [30, 0.05], [80, 0.01]]" Table::values([(0, 0.1), (30, 0.05), (80, 0.01)])?;
    "Constant" "" Constant;
});
