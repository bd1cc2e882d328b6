"""The restarts and the noise of timm's schedulers, for formulas.py."""

from formulas_tools import DRAWN, bases, golden, optimizer, steps_near


def timm_restarts(scheduler):
    """timm finds the cycle by a logarithm that rounds down at some restarts, so the steps of restarts are left out if cycles grow."""
    draws = [(50, 1, 0.5, 3), (10, 2, 0.7, 6), (1_000, 1, DRAWN.uniform(0.1, 1), 90), (DRAWN.randint(3, 400), 3, DRAWN.uniform(0.1, 1), 5)]
    for initial, cycle_mul, decay, limit in draws:
        for base in bases():
            for low in [0.0, 1e-5]:
                cosine = scheduler.CosineLRScheduler(
                    optimizer(base), initial, lr_min=low, cycle_mul=cycle_mul, cycle_decay=decay, cycle_limit=limit
                )
                schedule = {"type": "CosineAnnealingWarmRestarts", "T_0": initial, "T_mult": cycle_mul, "eta_min": low}
                schedule |= {"peak_decay": decay, "cycle_limit": limit}
                starts = [sum(initial * cycle_mul**index for index in range(cycle)) for cycle in range(min(limit, 6) + 1)]
                steps = steps_near(*starts)
                if cycle_mul > 1:
                    steps = [step for step in steps if step not in starts]
                yield golden("timm CosineLRScheduler", schedule, base, lambda step: cosine._get_lr(step)[0], steps, False)


def timm_noise(scheduler):
    """The numbers of torch's generator, seeded with `noise_seed + t`."""
    for seed, percent, std, noise_range in [(42, 0.67, 1.0, 0), (7, 0.1, 0.5, (10, 400)), (DRAWN.randint(0, 2**31), DRAWN.uniform(0.01, 1), 1.0, [3, 50_000]), (2**32 - 60, 0.05, 2.0, 0)]:
        for kind in ["normal", "uniform"]:
            for base in bases():
                cosine = scheduler.CosineLRScheduler(
                    optimizer(base), 1_000, noise_range_t=noise_range, noise_pct=percent, noise_std=std, noise_seed=seed
                )
                cosine.noise_type = kind
                is_range = isinstance(noise_range, (list, tuple))
                during = {"from": noise_range[0], "until": noise_range[1]} if is_range else {"from": noise_range}
                schedule = {"type": "Noise", "schedule": {"type": "Constant"}, "percent": percent, "seed": seed, "std": std}
                schedule |= {"kind": kind, "during": during}
                rate = lambda step: cosine._add_noise([base], step)[0]
                steps = sorted({*range(0, 60), *steps_near(400, 50_000)})
                yield golden(f"timm noise, {kind}", schedule, base, rate, steps, True)
