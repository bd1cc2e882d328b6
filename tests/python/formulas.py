"""Prints the values of other libraries' schedules as JSON, each beside the same schedule in a plan file.

To regenerate the goldens, in a separate environment that has torch 2.13 (about 100 MB in addition to torch):

    pip install --no-deps transformers==5.24.0 timm==1.0.31
    pip install numpy pyyaml regex requests tqdm packaging safetensors huggingface_hub tokenizers httpx
    python tests/python/formulas.py > tests/goldens/formulas.json

`peer` says where the values come from. The code of transformers and timm is run. The other libraries do not install in seconds, or
compute with 32 bits: their formulas are written here, from their sources, in their order of operations. `exact` says whether ours has
the same order of operations, so that the bits must be equal. Otherwise the relative difference is at most 1e-12.
"""

import importlib.util
import json
import math
import random
import sys
import types

import torch
from transformers import optimization

DRAWN = random.Random(20260101)


def timm_scheduler():
    """The package `timm.scheduler`, without `timm` itself, which needs torchvision."""
    package = types.ModuleType("timm")
    package.__path__ = list(importlib.util.find_spec("timm").submodule_search_locations)
    sys.modules["timm"] = package
    return importlib.import_module("timm.scheduler")


def optimizer(base):
    return torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=base)


def steps_near(*bounds):
    """The first steps, those around the bounds, and far ones."""
    near = [bound + offset for bound in bounds for offset in (-1, 0, 1)]
    return sorted({step for step in [0, 1, 2, 3, 10, 57, 333, 1_000, 12_345, 100_000, *near] if step >= 0})


def golden(peer, schedule, base, rate, steps, exact):
    values = " ".join(repr(float(rate(step))) for step in steps)
    return {"peer": peer, "schedule": schedule, "base": repr(base), "exact": exact, "steps": steps, "values": values}


def warmed_up(steps, schedule, start=0.0):
    return {"type": "Warmup", "schedule": schedule, "steps": steps, "start": start}


def bases():
    return [0.1, 3e-4, DRAWN.uniform(1e-5, 2.0)]


def inverse_sqrt():
    for warmup, timescale in [(0, None), (1, None), (100, None), (37, 500), (4000, 10_000), (DRAWN.randint(2, 900), DRAWN.randint(1, 9_000))]:
        scale = timescale or warmup or 10_000
        schedule = {"type": "InverseSqrt", "timescale": scale}
        for base in bases():
            scheduler = optimization.get_inverse_sqrt_schedule(optimizer(base), warmup, timescale)
            rate = lambda step: base * scheduler.lr_lambdas[0](step)
            ours = warmed_up(warmup, schedule) if warmup else schedule
            yield golden("transformers get_inverse_sqrt_schedule", ours, base, rate, steps_near(warmup, warmup + scale), True)


def olmo_inverse_sqrt():
    for warmup, alpha in [(100, 0.1), (2000, 0.0), (DRAWN.randint(2, 900), DRAWN.uniform(0, 1))]:
        for base in bases():

            def rate(step):
                if step < warmup:
                    return base * min(step, warmup) / warmup
                low = base * alpha
                return low + (base - low) * math.sqrt(warmup / step)

            schedule = warmed_up(warmup, {"type": "InverseSqrt", "timescale": warmup, "floor": alpha})
            yield golden("OLMo-core InvSqrtWithWarmup", schedule, base, rate, steps_near(warmup), False)
            after = [step for step in steps_near(warmup) if step >= warmup and alpha > 0]
            yield golden("OLMo-core InvSqrtWithWarmup, after the warm-up", schedule, base, rate, after, True)


def fairseq_inverse_sqrt():
    for warmup, init in [(4000, 1e-7), (100, 0.0), (DRAWN.randint(2, 900), 1e-5)]:
        for base in bases():
            step_size, decay_factor = (base - init) / warmup, base * warmup**0.5

            def rate(step):
                return init + step * step_size if step < warmup else decay_factor * step**-0.5

            schedule = warmed_up(warmup, {"type": "InverseSqrt", "timescale": warmup}, init / base)
            yield golden("fairseq inverse_sqrt", schedule, base, rate, steps_near(warmup), False)


def megatron_inverse_sqrt():
    for warmup, min_lr in [(100, 1e-5), (DRAWN.randint(2, 900), 0.0)]:
        for base in bases():

            def rate(step):
                if step <= warmup:
                    return max(min_lr, base * step / warmup)
                return max(min_lr, base * warmup**0.5 / step**0.5)

            inner = warmed_up(warmup, {"type": "InverseSqrt", "timescale": warmup})
            schedule = {"type": "Clamp", "schedule": inner, "low": min_lr, "high": base}
            yield golden("Megatron-LM inverse-square-root", schedule, base, rate, steps_near(warmup), False)


def noam():
    """The formula of "The Annotated Transformer", whose steps count from 1 here, and that of espnet's WarmupLR."""
    for model, warmup, factor in [(512, 4000, 1.0), (64, 100, 2.0), (DRAWN.randint(8, 4096), DRAWN.randint(1, 9_000), DRAWN.uniform(0.1, 4))]:

        def rate(step):
            number = step + 1
            return factor * (model ** (-0.5) * min(number ** (-0.5), number * warmup ** (-1.5)))

        schedule = {"type": "Noam", "d_model": model, "warmup_steps": warmup, "factor": factor}
        for base in bases():
            yield golden("The Annotated Transformer", schedule, base, rate, steps_near(warmup - 1), True)

            def espnet(step):
                number = step + 1
                return base * warmup**0.5 * min(number**-0.5, number * warmup**-1.5)

            relative = {"type": "Noam", "warmup_steps": warmup}
            yield golden("espnet WarmupLR", relative, base, espnet, steps_near(warmup - 1), False)


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


def fairseq_restarts():
    for period, t_mult, shrink in [(50, 1, 0.5), (20, 2, 0.1), (DRAWN.randint(3, 400), 1, DRAWN.uniform(0.1, 1))]:
        for base in bases():
            for low in [0.0, 1e-6]:

                def rate(step):
                    if t_mult != 1:
                        index = math.floor(math.log(1 - step / period * (1 - t_mult), t_mult))
                        length = t_mult**index * period
                        current = step - (1 - t_mult**index) / (1 - t_mult) * period
                    else:
                        index = math.floor(step / period)
                        length, current = period, step - period * index
                    factor = shrink**index
                    lowest, highest = low * factor, base * factor
                    return lowest + 0.5 * (highest - lowest) * (1 + math.cos(math.pi * current / length))

                schedule = {"type": "CosineAnnealingWarmRestarts", "T_0": period, "T_mult": t_mult, "eta_min": low}
                schedule |= {"peak_decay": shrink, "eta_min_decay": shrink}
                starts = [sum(period * t_mult**index for index in range(cycle)) for cycle in range(6)]
                steps = [step for step in steps_near(*starts) if t_mult == 1 or step not in starts]
                steps = [step for step in steps if shrink ** (step / period) > 1e-290]
                yield golden("fairseq cosine", schedule, base, rate, steps, False)


def keras_restarts():
    """Keras computes with 32 bits; its formula with 64."""
    for first, t_mul, m_mul, alpha in [(50, 2, 0.8, 0.0), (100, 1, 0.5, 0.1), (DRAWN.randint(3, 400), 1, 0.9, 0.25)]:
        for base in bases():

            def rate(step):
                done = step / first
                if t_mul == 1:
                    index = math.floor(done)
                    done -= index
                else:
                    index = math.floor(math.log(1.0 - done * (1.0 - t_mul)) / math.log(t_mul))
                    done = (done - (1.0 - t_mul**index) / (1.0 - t_mul)) / t_mul**index
                cosine = 0.5 * m_mul**index * (1.0 + math.cos(math.pi * done))
                return base * ((1 - alpha) * cosine + alpha)

            inner = {"type": "CosineAnnealingWarmRestarts", "T_0": first, "T_mult": t_mul, "peak_decay": m_mul}
            schedule = {"type": "Offset", "schedule": {"type": "Scale", "schedule": inner, "factor": 1 - alpha}, "amount": alpha * base}
            starts = [sum(first * t_mul**index for index in range(cycle)) for cycle in range(5)]
            steps = [step for step in steps_near(*starts) if step not in starts and step % first != first - 1]
            steps = [step for step in steps if step < 20 * first]
            yield golden("Keras CosineDecayRestarts", schedule, base, rate, steps, False)


def main():
    scheduler = timm_scheduler()
    parts = [
        inverse_sqrt(),
        olmo_inverse_sqrt(),
        fairseq_inverse_sqrt(),
        megatron_inverse_sqrt(),
        noam(),
        timm_restarts(scheduler),
        fairseq_restarts(),
        keras_restarts(),
    ]
    goldens = [json.dumps(one) for part in parts for one in part if one["steps"]]
    print("[\n" + ",\n".join(goldens) + "\n]")


if __name__ == "__main__":
    main()
