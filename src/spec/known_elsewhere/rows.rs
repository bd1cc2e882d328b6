/// Names of the same schedule in other libraries, and the text to write instead.
pub(super) type Row = (&'static [&'static str], &'static str);

pub(super) const ROWS: &[Row] = &[
    (
        &["ReduceLROnPlateau", "PlateauLRScheduler", "ReduceOnPlateauLR", "ReduceOnPlateauParamScheduler", "plateau"],
        "it is a feedback rule and not a schedule: write feedback = { type = \"ReduceLROnPlateau\" } beside lr",
    ),
    (
        &[
            "cosine",
            "CosineLRScheduler",
            "CosineAnnealing",
            "cosine_decay_schedule",
            "CosineAnnealingScheduler",
            "CosineAnnealingParamScheduler",
            "SchedCos",
            "CosineLR",
            "cosine_with_min_lr",
        ],
        "write { type = \"CosineAnnealingLR\", T_max = STEPS, eta_min = 0 }",
    ),
    (
        &[
            "get_cosine_schedule_with_warmup",
            "cosine_schedule_with_warmup",
            "get_cosine_with_min_lr_schedule_with_warmup",
            "get_cosine_with_min_lr_schedule_with_warmup_lr_rate",
            "cosine_warmup_with_min_lr",
            "warmup_cosine_decay_schedule",
            "LinearWarmupCosineAnnealingLR",
            "WarmupCosineLR",
            "CosineAnnealingWithWarmupScheduler",
            "CosineWithWarmup",
            "CosWithWarmup",
            "warmup_cosine",
        ],
        "write { type = \"Warmup\", steps = WARMUP, start = 0, schedule = { type = \"CosineAnnealingLR\", T_max = STEPS - WARMUP } }",
    ),
    (
        &[
            "cosine_with_restarts",
            "get_cosine_with_hard_restarts_schedule_with_warmup",
            "CosineDecayRestarts",
            "CosineRestartLR",
            "CosineAnnealingWarmRestartsScheduler",
            "SGDR",
            "sgdr_schedule",
            "fit_sgdr",
            "warm_restarts",
            "CosineAnnealingWarmupRestarts",
            "CAWR",
        ],
        "write { type = \"CosineAnnealingWarmRestarts\", T_0 = STEPS / CYCLES }, inside a Warmup if it has one",
    ),
    (
        &[
            "linear",
            "get_linear_schedule_with_warmup",
            "linear_schedule_with_warmup",
            "WarmupDecayLR",
            "LinearWithWarmupScheduler",
            "LinearWithWarmup",
            "WarmupLinear",
            "WarmupLinearSchedule",
        ],
        "write { type = \"Warmup\", steps = WARMUP, start = 0, schedule = { type = \"LinearLR\", start_factor = 1, end_factor = 0, \
         total_iters = STEPS - WARMUP } }, or the LinearLR alone if there is no warm-up",
    ),
    (
        &["linear_schedule", "LinearScheduler", "LinearParamScheduler", "SchedLin", "linear_decay"],
        "write { type = \"LinearLR\", start_factor = 1, end_factor = 0, total_iters = STEPS }",
    ),
    (
        &[
            "polynomial",
            "PolyLRScheduler",
            "polynomial_schedule",
            "PolyLR",
            "PolyParamScheduler",
            "PolynomialScheduler",
            "SchedPoly",
            "PolynomialDecayLR",
            "poly",
        ],
        "write { type = \"PolynomialDecay\", total_iters = STEPS, power = 1, eta_min = 0 }",
    ),
    (
        &["get_polynomial_decay_schedule_with_warmup", "PolynomialWithWarmupScheduler", "polynomial_with_warmup", "WarmupPoly"],
        "write { type = \"Warmup\", steps = WARMUP, start = 0, schedule = { type = \"PolynomialDecay\", total_iters = STEPS - WARMUP, \
         power = 1, eta_min = 0 } }",
    ),
    (
        &[
            "get_constant_schedule",
            "constant_schedule",
            "ConstantScheduler",
            "ConstantParamScheduler",
            "SchedNo",
            "none",
            "null",
            "fixed",
            "FixedLR",
            "manual",
            "pass_through",
        ],
        "write { type = \"Constant\" }",
    ),
    (
        &[
            "constant_with_warmup",
            "get_constant_schedule_with_warmup",
            "warmup_constant_schedule",
            "WarmupLR",
            "ConstantWithWarmupScheduler",
            "warmup_constant",
            "linear_warmup",
            "LinearWarmupLR",
            "WarmupScheduler",
            "GradualWarmupScheduler",
            "create_lr_scheduler_with_warmup",
            "UntunedLinearWarmup",
        ],
        "write { type = \"Warmup\", steps = WARMUP, schedule = { type = \"Constant\" } }, with any other schedule in the place of Constant",
    ),
    (
        &[
            "inverse_sqrt",
            "get_inverse_sqrt_schedule",
            "InverseSquareRootAnnealing",
            "InverseSquareRootSchedule",
            "InverseSquareRoot",
            "rsqrt",
            "InvSqrt",
            "InvSqrtWithWarmup",
            "WarmupInverseSqrt",
        ],
        "write { type = \"Warmup\", steps = WARMUP, start = 0, schedule = { type = \"InverseSqrt\", timescale = WARMUP } }",
    ),
    (
        &["NoamLR", "NoamScheduler", "NoamOpt", "NoamAnnealing", "noam_decay", "TransformerLRScheduler"],
        "write { type = \"Noam\", d_model = 512, warmup_steps = WARMUP }, which sets the rate itself, or leave out d_model so that the \
         highest rate is the base",
    ),
    (
        &[
            "WSD",
            "warmup_stable_decay",
            "get_wsd_schedule",
            "WSDLRScheduler",
            "WSDScheduler",
            "trapezoidal",
            "trapezoid",
            "WSDLR",
            "linear_warmup_stable_decay",
        ],
        "write { type = \"Wsd\", warmup_steps = WARMUP, stable_steps = STABLE, decay_steps = DECAY }",
    ),
    (
        &["WSDS"],
        "write { type = \"SequentialLR\", schedulers = [..], milestones = [..] } with a Wsd for each period, where warmup_steps = 0 after the \
         first",
    ),
    (
        &["NoamHoldAnnealing"],
        "write { type = \"Warmup\", steps = WARMUP, schedule = { type = \"Delay\", steps = HOLD, schedule = { type = \"InverseSqrt\", \
         timescale = WARMUP } } }",
    ),
    (
        &["PolynomialHoldDecayAnnealing"],
        "write { type = \"Warmup\", steps = WARMUP, schedule = { type = \"Delay\", steps = HOLD, schedule = { type = \"PolynomialDecay\", \
         total_iters = DECAY, power = 1, eta_min = 0 } } }",
    ),
    (
        &[
            "OneCycle",
            "fit_one_cycle",
            "1cycle",
            "OneCycleScheduler",
            "cosine_onecycle_schedule",
            "linear_onecycle_schedule",
            "OneCycleParamScheduler",
            "one_cycle_lr",
        ],
        "write { type = \"OneCycleLR\", max_lr = PEAK, total_steps = STEPS }",
    ),
    (
        &["fit_flat_cos", "flat_cos", "flat_and_anneal"],
        "write { type = \"Piecewise\", start = 1, pieces = [{ shape = \"constant\", step = FLAT, factor = 1 }, { shape = \"cosine\", step = \
         STEPS, factor = 0 }] }",
    ),
    (
        &["combined_cos", "combine_scheds", "PiecewiseLinear", "piecewise_interpolate_schedule", "interpolate"],
        "write { type = \"LambdaLR\", lr_lambda = { interpolate = [[0, 1], [30, 0.1]] } }, or a Piecewise for other shapes",
    ),
    (
        &[
            "ExponentialDecay",
            "exponential",
            "exp",
            "ExponentialScheduler",
            "ExponentialParamScheduler",
            "SchedExp",
            "ExponentialDecayScheduler",
            "ExponentialDecayLR",
        ],
        "write { type = \"ExponentialLR\", gamma = DECAY_RATE^(1 / DECAY_STEPS) }; for a staircase { type = \"StepLR\", step_size = \
         DECAY_STEPS, gamma = DECAY_RATE }",
    ),
    (
        &["warmup_exponential_decay_schedule"],
        "write { type = \"Warmup\", steps = WARMUP, schedule = { type = \"ExponentialLR\", gamma = DECAY_RATE^(1 / DECAY_STEPS) } }",
    ),
    (
        &["tri_stage", "TriStageLRSchedule", "tri_stage_lr_scheduler"],
        "write { type = \"Wsd\", warmup_steps = WARMUP, stable_steps = STABLE, decay_steps = DECAY, decay_shape = { type = \
         \"exponential\", floor = 0.01 } }",
    ),
    (
        &["schedule_free", "AdamWScheduleFree", "SGDScheduleFree"],
        "it is an optimizer whose rate stays the same: write { type = \"Constant\" }, inside a Warmup if it has one",
    ),
    (
        &["PiecewiseConstantDecay", "piecewise_constant_schedule", "piecewise_constant", "get_piecewise_constant_schedule"],
        "write { type = \"Table\", points = [[0, 1], [30, 0.1]], relative = true }: each point is a step and the factor of the base from \
         there on. Without relative, the points are rates",
    ),
    (
        &["LearningRateScheduler", "lambda", "custom"],
        "register the factor as a function in the program, and write { type = \"LambdaLR\", lr_lambda = \"NAME\" }",
    ),
    (&["SWAScheduler", "AveragedModelSchedule"], "write { type = \"SWALR\", swa_lr = LOW, anneal_epochs = 10 }"),
    (&["REX", "RexLR", "REXScheduler"], "write { type = \"Rex\", T_max = STEPS }"),
    (&["TanhLRScheduler", "TanhLR", "tanh", "HTD"], "write { type = \"Tanh\", T_max = STEPS }"),
    (&["InverseTimeDecay", "inv"], "write { type = \"InverseTime\", decay_steps = DECAY_STEPS, decay_rate = DECAY_RATE }"),
    (
        &["PowerLR", "PowerScheduler"],
        "write { type = \"Warmup\", steps = WARMUP, schedule = { type = \"Power\", exponent = -0.51, after = WARMUP } }; for the form in \
         tokens add amplitude and tokens_per_step",
    ),
    (&["infinite_cosine"], "write { type = \"InfiniteLR\", warmup_steps = WARMUP, cooldown_steps = STEPS, constant = 0.5 }"),
    (
        &["StepLRScheduler", "StepScheduler", "StepParamScheduler", "staircase", "step", "step_decay"],
        "write { type = \"StepLR\", step_size = STEPS, gamma = 0.1 }, inside a Warmup if it has one",
    ),
    (
        &["MultiStepLRScheduler", "MultiStepScheduler", "MultiStepParamScheduler", "MultiStepWithWarmupScheduler", "multistep"],
        "write { type = \"MultiStepLR\", milestones = [30, 80], gamma = 0.1 }, inside a Warmup if it has one",
    ),
    (
        &["join_schedules", "ConcatScheduler", "SequentialScheduler", "ConcatenatedScheduler", "sequential"],
        "write { type = \"SequentialLR\", schedulers = [..], milestones = [..] }",
    ),
    (&["ChainedLR", "chain", "MultiplyScheduler"], "write { type = \"ChainedScheduler\", schedulers = [..] }"),
    (
        &["LinearCyclicalScheduler", "CyclicScheduler", "cyclic", "triangular", "TriangularLR", "cyclical", "CLR"],
        "write { type = \"CyclicLR\", base_lr = LOW, max_lr = HIGH, step_size_up = STEPS }",
    ),
    (
        &["LRRangeTest", "lr_find", "LRFinder", "range_test"],
        "write { type = \"RangeRamp\", low = 1e-7, high = 10, steps = STEPS }, or use `LrFinder` in the program",
    ),
    (
        &["GreedyLR", "greedy", "get_greedy_schedule"],
        "it is a feedback rule and not a schedule: write feedback = { type = \"GreedyLR\" } beside lr",
    ),
    (&["SinDecay2"], "write { type = \"Sin\", period = STEPS / CYCLES, peak_decay = 0.5 }"),
    (&["SinExp"], "write { type = \"Sin\", period = STEPS / CYCLES, gamma = 0.99 }"),
];
