"""Prints the values of other libraries' schedules as JSON, each beside the same schedule in a plan file.

To regenerate the goldens, in a separate environment that has torch 2.13 (about 100 MB in addition to torch):

    pip install --no-deps transformers==5.24.0 timm==1.0.31 pytorch_optimizer==4.1.0
    pip install numpy pyyaml regex requests tqdm packaging safetensors huggingface_hub tokenizers httpx
    python tests/python/shapes.py > tests/goldens/shapes.json

`peer` says where the values come from. The code of transformers, timm and pytorch_optimizer is run. The formulas of the other
libraries, which do not install in seconds or compute with 32 bits, are written here from their sources. `exact` says whether ours has
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

DRAWN = random.Random(20261127)


def bare(name):
    """The package `name` without its own imports, because timm itself needs torchvision."""
    package = types.ModuleType(name)
    package.__path__ = list(importlib.util.find_spec(name).submodule_search_locations)
    sys.modules[name] = package


bare("timm")
bare("pytorch_optimizer")
bare("pytorch_optimizer.lr_scheduler")
timm_scheduler = importlib.import_module("timm.scheduler")
REXScheduler = importlib.import_module("pytorch_optimizer.lr_scheduler.rex").REXScheduler


def optimizer(base):
    return torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=base)


def steps_near(*bounds):
    """The first steps, those around the bounds, some between, and far ones."""
    near = [bound + offset for bound in bounds for offset in (-1, 0, 1)]
    between = [DRAWN.randint(0, max(bounds)) for _ in range(5)]
    return sorted({step for step in [0, 1, 2, 3, 100_000, *between, *near] if step >= 0})


def golden(peer, schedule, base, rate, steps, exact):
    values = " ".join(repr(float(rate(step))) for step in steps)
    return {"peer": peer, "schedule": schedule, "base": repr(base), "exact": exact, "steps": steps, "values": values}


def bases():
    return [0.1, DRAWN.uniform(1e-5, 2.0)]


def of_timm(scheduler):
    def rate(step):
        scheduler.step(step)
        return scheduler.optimizer.param_groups[0]["lr"]

    return rate


def halves(warmup, steps):
    """The steps of the warm-up, which timm computes in another order, and the others."""
    return [(part, exact) for part, exact in [([s for s in steps if s < warmup], False), ([s for s in steps if s >= warmup], True)] if part]


def lengths():
    drawn = [(DRAWN.randint(0, 900), DRAWN.randint(0, 9_000), DRAWN.randint(1, 3_000)) for _ in range(3)]
    return [(0, 0, 1), (10, 60, 30), (500, 8_500, 1_000), (0, 90_000, 10_000), *drawn]


def timm_wsd():
    decays = [
        ("linear", {}, "linear"),
        ("1-sqrt", {}, "1-sqrt"),
        ("cosine", {}, "cosine"),
        ("power", {"decay_power": 0.5}, {"type": "power", "power": 0.5}),
        ("power", {"decay_power": 2.0}, {"type": "power", "power": 2.0}),
        ("power", {"decay_power": 0.7}, {"type": "power", "power": 0.7}),
        ("exp", {"decay_ratio": 0.1}, {"type": "exponential-normalized", "floor": 0.1}),
        ("exp", {"decay_ratio": 0.013}, {"type": "exponential-normalized", "floor": 0.013}),
    ]
    stables = [("constant", 0.5, 0.0), ("rsqrt", 0.5, 0.5), ("power", 0.31, 0.31)]
    for warmup, stable, decay in lengths():
        for decay_fn, options, shape in decays:
            stable_fn, stable_power, power = DRAWN.choice(stables)
            timescale = DRAWN.choice([None, 57.5]) if warmup > 0 else 57.5
            for base in bases():
                lr_min, initial = DRAWN.choice([0.0, base / 100, base / 3]), DRAWN.choice([0.0, base / 10])
                scheduler = timm_scheduler.WSDLRScheduler(
                    optimizer(base),
                    t_initial=stable + decay,
                    decay_t=decay,
                    lr_min=lr_min,
                    stable_fn=stable_fn,
                    stable_power=stable_power,
                    stable_timescale=timescale,
                    decay_fn=decay_fn,
                    warmup_t=warmup,
                    warmup_lr_init=initial,
                    **options,
                )
                schedule = {"type": "Wsd", "warmup_steps": warmup, "stable_steps": stable, "decay_steps": decay, "start": initial / base}
                schedule |= {"stable_power": power, "decay_shape": shape, "eta_min": lr_min}
                if timescale is not None:
                    schedule["timescale"] = timescale
                steps = steps_near(warmup, warmup + stable, warmup + stable + decay)
                for part, exact in halves(warmup, steps):
                    yield golden("timm WSDLRScheduler", schedule, base, of_timm(scheduler), part, exact)


def transformers_wsd():
    for warmup, stable, decay in lengths():
        for warmup_type in ["linear", "cosine", "1-sqrt"]:
            for decay_type in ["linear", "cosine", "1-sqrt"]:
                base, ratio = DRAWN.choice(bases()), DRAWN.choice([0.0, 0.1, DRAWN.random()])
                scheduler = optimization.get_wsd_schedule(
                    optimizer(base),
                    num_warmup_steps=warmup,
                    num_decay_steps=decay,
                    num_stable_steps=stable,
                    warmup_type=warmup_type,
                    decay_type=decay_type,
                    min_lr_ratio=ratio,
                )
                factor = scheduler.lr_lambdas[0]
                schedule = {"type": "Wsd", "warmup_steps": warmup, "stable_steps": stable, "decay_steps": decay, "start": ratio}
                schedule |= {"warmup_shape": warmup_type, "decay_shape": decay_type, "floor": ratio}
                steps = steps_near(warmup, warmup + stable, warmup + stable + decay)
                yield golden("transformers get_wsd_schedule", schedule, base, lambda step: base * factor(step), steps, True)


def rex():
    for total in [1, 2, 90, 10_000, DRAWN.randint(3, 3_000)]:
        for base in bases():
            eta_min = DRAWN.choice([0.0, base / 10])
            scheduler = REXScheduler(optimizer(base), total, max_lr=base, min_lr=eta_min)

            def rate(step):
                scheduler.step_t = step
                return scheduler.step()

            schedule = {"type": "Rex", "T_max": total, "eta_min": eta_min}
            yield golden("pytorch_optimizer REXScheduler", schedule, base, rate, steps_near(total), True)


def tanh():
    for total in [1, 2, 90, 10_000, DRAWN.randint(3, 3_000)]:
        for lower, upper in [(-7.0, 3.0), (-6.0, 3.0), (DRAWN.uniform(-9, 0), DRAWN.uniform(0, 5))]:
            for base in bases():
                eta_min = DRAWN.choice([0.0, base / 10])
                scheduler = timm_scheduler.TanhLRScheduler(optimizer(base), total, lb=lower, ub=upper, lr_min=eta_min)
                schedule = {"type": "Tanh", "T_max": total, "lower": lower, "upper": upper, "eta_min": eta_min}
                yield golden("timm TanhLRScheduler", schedule, base, of_timm(scheduler), steps_near(total), True)


def k_decays():
    for total in [1, 2, 90, 10_000, DRAWN.randint(3, 3_000)]:
        for k in [1.0, 0.5, 2.0, DRAWN.uniform(0.2, 4.0)]:
            for base in bases():
                eta_min, power = DRAWN.choice([0.0, base / 10]), DRAWN.choice([0.5, 1.0, 2.0, 0.9])
                scheduler = timm_scheduler.CosineLRScheduler(optimizer(base), total, lr_min=eta_min, k_decay=k)
                schedule = {"type": "CosineDecay", "T_max": total, "eta_min": eta_min, "k_decay": k}
                yield golden("timm CosineLRScheduler", schedule, base, of_timm(scheduler), steps_near(total), True)
                scheduler = timm_scheduler.PolyLRScheduler(optimizer(base), total, power=power, lr_min=eta_min, k_decay=k)
                schedule = {"type": "PolynomialDecay", "total_iters": total, "power": power, "eta_min": eta_min, "k_decay": k}
                yield golden("timm PolyLRScheduler", schedule, base, of_timm(scheduler), steps_near(total), True)


def transformers_polynomial():
    for warmup, total in [(0, 90), (10, 100), (500, 10_000), (DRAWN.randint(1, 90), DRAWN.randint(100, 3_000))]:
        for power in [1.0, 2.0, 0.5, DRAWN.uniform(0.2, 4.0)]:
            for base in bases():
                end = DRAWN.choice([1e-7, base / 10])
                scheduler = optimization.get_polynomial_decay_schedule_with_warmup(optimizer(base), warmup, total, lr_end=end, power=power)
                factor = scheduler.lr_lambdas[0]
                schedule = {"type": "PolynomialDecay", "total_iters": total - warmup, "power": power, "eta_min": end}
                if warmup > 0:
                    schedule = {"type": "Warmup", "schedule": schedule, "steps": warmup, "start": 0.0}
                steps = steps_near(warmup, total)
                yield golden("transformers polynomial", schedule, base, lambda step: base * factor(step), steps, False)


def optax_cosine():
    """optax.cosine_decay_schedule."""
    for total in [1, 90, 10_000, DRAWN.randint(3, 3_000)]:
        for exponent in [1.0, 2.0, 0.5, DRAWN.uniform(0.2, 4.0)]:
            for base in bases():
                alpha = DRAWN.choice([0.0, 0.1, DRAWN.random()])

                def rate(step):
                    cosine = 0.5 * (1 + math.cos(math.pi * min(step, total) / total))
                    return base * ((1 - alpha) * cosine**exponent + alpha)

                schedule = {"type": "CosineDecay", "T_max": total, "alpha": alpha, "exponent": exponent}
                yield golden("optax cosine_decay_schedule", schedule, base, rate, steps_near(total), False)


def keras_polynomial():
    """keras.optimizers.schedules.PolynomialDecay."""
    for total in [1, 90, 10_000, DRAWN.randint(3, 3_000)]:
        for cycle in [False, True]:
            for power in [1.0, 2.0, DRAWN.uniform(0.2, 4.0)]:
                for base in bases():
                    end = DRAWN.choice([1e-4, base / 10, 0.0])

                    def rate(step):
                        length = total * (max(1, math.ceil(step / total)) if cycle else 1)
                        return (base - end) * (1 - min(step, length) / length) ** power + end

                    schedule = {"type": "PolynomialDecay", "total_iters": total, "power": power, "eta_min": end, "cycle": cycle}
                    steps = steps_near(total, 2 * total, 3 * total)
                    yield golden("Keras PolynomialDecay", schedule, base, rate, steps, False)


def other_shapes():
    """Shapes of Megatron and of epfml/schedules, which multiply the factor of the rate."""
    cosine = lambda p: (1 + math.cos(math.pi * p)) * 0.5
    shapes = [
        ("Megatron WSD exponential", "half-life", lambda p: 2.0 * math.pow(0.5, p) - 1.0),
        ("Megatron WSD minus_sqrt", "1-sqrt", lambda p: 1.0 - math.sqrt(p)),
        ("epfml miror_cosine", "mirror-cosine", lambda p: (1 - p) * 2 - cosine(p)),
        ("epfml square", "1-square", lambda p: 1 - p**2),
        ("epfml exp", {"type": "exponential", "floor": 0.07}, lambda p: 0.07**p),
        ("polynomial", {"type": "polynomial", "power": 1.7}, lambda p: (1 - p) ** 1.7),
    ]
    for peer, shape, weight in shapes:
        for warmup, stable, decay in lengths():
            base, floor = DRAWN.choice(bases()), DRAWN.choice([0.0, 0.1])

            def rate(step):
                p = min(max(step - warmup - stable, 0) / decay, 1.0)
                return base * ((1 - floor) * weight(p) + floor)

            schedule = {"type": "Wsd", "warmup_steps": warmup, "stable_steps": stable, "decay_steps": decay, "decay_shape": shape, "floor": floor}
            steps = [step for step in steps_near(warmup, warmup + stable, warmup + stable + decay) if step >= warmup]
            yield golden(peer, schedule, base, rate, steps, False)


def logarithmic_warmup():
    """deepspeed.runtime.lr_schedules.WarmupLR with warmup_type="log"."""
    for warmup in [2, 100, 1_000, DRAWN.randint(3, 3_000)]:
        for base in bases():
            low = DRAWN.choice([0.0, base / 10])

            def rate(step):
                gamma = (1.0 / math.log(warmup)) * math.log(step + 1) if step < warmup else 1.0
                return low + (base - low) * gamma

            schedule = {"type": "Warmup", "schedule": {"type": "Constant"}, "steps": warmup, "start": low / base, "shape": "logarithmic"}
            yield golden("DeepSpeed WarmupLR", schedule, base, rate, steps_near(warmup), False)


def main():
    parts = [
        timm_wsd(),
        transformers_wsd(),
        other_shapes(),
        logarithmic_warmup(),
        rex(),
        tanh(),
        k_decays(),
        transformers_polynomial(),
        optax_cosine(),
        keras_polynomial(),
    ]
    goldens = [json.dumps(one) for part in parts for one in part if one["steps"]]
    print("[\n" + ",\n".join(goldens) + "\n]")


if __name__ == "__main__":
    main()
