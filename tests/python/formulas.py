"""Prints the values of other libraries' schedules as JSON, each beside the same schedule in a plan file.

To regenerate the goldens, in a separate environment that has torch 2.13 (about 100 MB in addition to torch):

    pip install --no-deps transformers==5.24.0 timm==1.0.31
    pip install numpy pyyaml regex requests tqdm packaging safetensors huggingface_hub tokenizers httpx
    python tests/python/formulas.py > tests/goldens/formulas.json

`peer` says where the values come from. The code of transformers and timm is run. The other libraries do not install in seconds, or
compute with 32 bits: their formulas are written here, from their sources, in their order of operations. `exact` says whether ours has
the same order of operations, so that the bits must be equal. Otherwise the relative difference is at most 1e-12.
"""

import json
import math

from transformers import optimization

from formulas_timm import timm_noise, timm_restarts
from formulas_tools import DRAWN, bases, golden, optimizer, steps_near, timm_scheduler, warmed_up


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


def keras_inverse_time():
    for steps, rate_of_decay, staircase in [(1, 0.5, False), (100, 0.5, True), (DRAWN.randint(2, 900), DRAWN.uniform(0, 3), False)]:
        for base in bases():

            def rate(step):
                done = step / steps
                if staircase:
                    done = math.floor(done)
                return base / (1 + rate_of_decay * done)

            schedule = {"type": "InverseTime", "decay_steps": steps, "decay_rate": rate_of_decay, "staircase": staircase}
            yield golden("Keras InverseTimeDecay", schedule, base, rate, steps_near(steps, 2 * steps), True)


def caffe_inv():
    for gamma, power in [(1e-4, 0.75), (0.1, 2.0), (DRAWN.uniform(0, 1), DRAWN.uniform(0, 2))]:
        for base in bases():
            rate = lambda step: base * (1 + gamma * step) ** -power
            schedule = {"type": "InverseTime", "decay_steps": 1, "decay_rate": gamma, "power": power}
            yield golden("Caffe inv", schedule, base, rate, steps_near(), False)


def power_scheduler():
    for amplitude, exponent, tokens, warmup in [(4 * 256, -0.51, 256 * 4096, 1000), (0.3, -0.51, 1, 5), (DRAWN.uniform(0.1, 9), -DRAWN.uniform(0, 1), 64, 90)]:
        for base in bases():

            def power(step):
                number = tokens * step
                return min(base, amplitude * number**exponent) if number else base

            rate = lambda step: power(warmup) * (step / warmup) if step < warmup else power(step)
            power_law = {"type": "Power", "amplitude": amplitude, "exponent": exponent, "tokens_per_step": tokens}
            yield golden("arXiv 2408.13359", power_law, base, power, steps_near(), True)
            schedule = warmed_up(warmup, power_law | {"after": warmup})
            yield golden("arXiv 2408.13359 with a warm-up", schedule, base, rate, steps_near(warmup), False)


def olmo_power():
    for exponent, warmup in [(-0.51, 100), (-DRAWN.uniform(0, 1), DRAWN.randint(2, 900))]:
        for base in bases():
            rate = lambda step: base * (step / warmup) ** exponent if step >= warmup else base * (step / warmup)
            schedule = warmed_up(warmup, {"type": "Power", "exponent": exponent, "after": warmup})
            yield golden("OLMo-core PowerLR", schedule, base, rate, steps_near(warmup), True)


def eden():
    draws = [(5000, 3.5, 2000, 500, 0.5), (100, 2, 20, 0, 0.5), (7500, 6, 1, 90, 0.1)]
    for lr_batches, lr_epochs, steps_per_epoch, warmup, start in draws:
        for base in bases():

            def warmup_factor(batch):
                return 1.0 if batch >= warmup else start + (1.0 - start) * (batch / warmup)

            def eden(batch):
                epoch = batch // steps_per_epoch
                factor = ((batch**2 + lr_batches**2) / lr_batches**2) ** -0.25 * (
                    ((epoch**2 + lr_epochs**2) / lr_epochs**2) ** -0.25
                )
                return base * factor * warmup_factor(batch)

            def eden2(batch):
                return base * ((batch**2 + lr_batches**2) / lr_batches**2) ** -0.5 * warmup_factor(batch)

            options = {"type": "Eden", "lr_batches": lr_batches, "warmup_batches": warmup, "warmup_start": start}
            steps = steps_near(warmup, steps_per_epoch, lr_batches)
            epochs = {"lr_epochs": lr_epochs, "steps_per_epoch": steps_per_epoch}
            yield golden("icefall Eden", options | epochs, base, eden, steps, True)
            yield golden("icefall Eden2", options, base, eden2, steps, True)


def infinite():
    for warmup, cooldown, constant, anneal, length, end in [(100, 900, 0.5, 5_000, 800, 0.01), (0, 37, 0.9, 37, 1, 0.9), (DRAWN.randint(1, 90), DRAWN.randint(1, 900), DRAWN.uniform(0.1, 1), 2_000, DRAWN.randint(1, 900), DRAWN.uniform(0.001, 0.1))]:
        for base in bases():
            for tau in [None, 10.0]:
                level, low = base * constant, base * end

                def rate(step):
                    if step < warmup:
                        return base * step / warmup
                    if step < warmup + cooldown:
                        done = (step - warmup) / cooldown
                        if tau is None:
                            return level + (base - level) / 2 * (1 + math.cos(math.pi * done))
                        curve = lambda x: 1 / math.sqrt(1 + tau * x) - 1
                        return base + (level - base) / curve(1) * curve(done)
                    if step < anneal:
                        return level
                    return level * (low / level) ** min((step - anneal) / length, 1)

                schedule = {"type": "InfiniteLR", "warmup_steps": warmup, "cooldown_steps": cooldown, "constant": constant, "tau": tau}
                schedule |= {"anneal_start": anneal, "anneal_steps": length, "anneal_end": end}
                steps = steps_near(warmup, warmup + cooldown, anneal, anneal + length)
                yield golden("arXiv 2403.08763", schedule, base, rate, steps, False)


def julia_sine():
    """ParameterSchedulers.jl, whose steps count from 1."""
    for low, period, decay in [(0.0, 20, 0.5), (1e-3, 31, 0.97), (DRAWN.uniform(0, 0.01), DRAWN.randint(2, 400), DRAWN.uniform(0.9, 1))]:
        for base in bases():
            cycle = lambda wave: abs(low - base) * wave + min(low, base)
            sine = lambda number: abs(math.sin(math.pi * (number - 1) / period))
            # The waves of a base below the lowest value are upside down there.
            if base < low:
                continue
            steps = [step for step in steps_near(period // 2, period) if step < 5 * period]
            waves = {"type": "Sin", "period": period, "eta_min": low}
            yield golden("ParameterSchedulers.jl Sin", waves, base, lambda step: cycle(sine(step + 1)), steps, False)
            halved = lambda step: cycle(sine(step + 1) / 2 ** (step // period))
            yield golden("ParameterSchedulers.jl SinDecay2", waves | {"peak_decay": 0.5}, base, halved, steps, False)
            falling = lambda step: cycle(sine(step + 1) * decay**step)
            yield golden("ParameterSchedulers.jl SinExp", waves | {"gamma": decay}, base, falling, steps, False)


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
        keras_inverse_time(),
        caffe_inv(),
        power_scheduler(),
        olmo_power(),
        eden(),
        infinite(),
        timm_noise(scheduler),
        julia_sine(),
    ]
    goldens = [json.dumps(one) for part in parts for one in part if one["steps"]]
    print("[\n" + ",\n".join(goldens) + "\n]")


if __name__ == "__main__":
    main()
