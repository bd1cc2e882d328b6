use super::example::{Example, schedules};
use crate::*;

pub(super) const ALL: &[Example] = schedules!(Torch {
    "StepLR" ", step_size = 30, gamma = 0.5" StepLr::new(30, 0.5)?;
    "MultiStepLR" ", milestones = [30, 80], gamma = 0.3" MultiStepLr::new([30, 80], 0.3)?;
    "ConstantLR" ", factor = 0.5, total_iters = 40" ConstantLr::new(0.5, 40)?;
    "LinearLR" ", start_factor = 0.1, end_factor = 1, total_iters = 40" LinearLr::new(0.1, 1.0, 40)?;
    "ExponentialLR" ", gamma = 0.95" ExponentialLr::new(0.95)?;
    "PolynomialLR" ", total_iters = 80, power = 2" PolynomialLr::new(80, 2.0)?;
    "CosineAnnealingLR" ", T_max = 100, eta_min = 0.001" CosineAnnealingLr::new(100)?.eta_min(0.001)?;
    "CosineAnnealingWarmRestarts" ", T_0 = 14, T_mult = 2" CosineAnnealingWarmRestarts::new(14)?.t_mult(2)?;
    "CyclicLR" ", base_lr = 0.02, max_lr = 0.1, step_size_up = 15, mode = \"triangular2\""
        CyclicLr::new(0.02, 0.1)?.step_size_up(15)?.mode(CyclicMode::Triangular2);
    "OneCycleLR" ", max_lr = 0.1, total_steps = 100" OneCycleLr::new(0.1, 100)?;
    "LambdaLR" ", lr_lambda = { power = 0.97 }" LambdaLr::of(Function::power(0.97)?);
    "MultiplicativeLR" ", lr_lambda = { table = [[0, 1], [50, 0.9]] }"
        MultiplicativeLr::of(Function::table([(0, 1.0), (50, 0.9)])?);
    "SWALR" ", swa_lr = 0.05, anneal_epochs = 40" SwaLr::new(0.05)?.anneal_epochs(40);
    "SequentialLR" ", schedulers = [{ type = \"ConstantLR\", factor = 0.1, total_iters = 20 }, { type = \"ExponentialLR\", gamma = 0.95 }], milestones = [20]"
        ConstantLr::new(0.1, 20)?.then(20, ExponentialLr::new(0.95)?);
    "ChainedScheduler" ", schedulers = [{ type = \"ConstantLR\", factor = 0.5, total_iters = 30 }, { type = \"ExponentialLR\", gamma = 0.97 }]"
        ChainedScheduler::new([ConstantLr::new(0.5, 30)?.boxed(), ExponentialLr::new(0.97)?.boxed()])?;
});
