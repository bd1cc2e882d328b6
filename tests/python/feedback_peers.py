"""Writes tests/goldens/feedback.json: the rates of other libraries' feedback rules in random runs.

Run it with the packages torch, transformers 5.24.0, speechbrain 1.1.2, optax 0.2.8, keras 3.15.1 (its Torch backend) and
pytorch-ignite 0.5.5:
    python tests/python/feedback_peers.py > tests/goldens/feedback.json

The metrics and the parameters of a run are made from its number alone, by operations that give the same bits in every language:
tests/feedback/runs.rs makes the same ones.
"""

import json
import math
import os
import struct
import sys
import warnings

os.environ["KERAS_BACKEND"] = "torch"
os.environ["JAX_ENABLE_X64"] = "1"
warnings.filterwarnings("ignore")

MASK = (1 << 64) - 1
STEPS = 60


class Draws:
    """splitmix64."""

    def __init__(self, seed):
        self.state = seed & MASK

    def next(self):
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        mixed = self.state
        mixed = ((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & MASK
        return mixed ^ (mixed >> 31)

    def below(self, count):
        return self.next() % count

    def unit(self):
        return (self.next() >> 11) / float(1 << 53)

    def pick(self, items):
        return items[self.below(len(items))]


def metrics(draws):
    kind = draws.below(6)
    values = []
    for step in range(STEPS):
        noise = draws.unit()
        if kind == 0:
            value = 0.5
        elif kind == 1:
            value = 1.0 / (1.0 + step / 8.0)
        elif kind == 2:
            value = 1.0 / (1.0 + step / 8.0) + noise / 4.0
        elif kind == 3:
            value = math.nan if noise < 0.125 else noise
        elif kind == 4:
            value = noise - 0.5
        else:
            value = 1.0 - step / 64.0 if step < 20 else step / 64.0 + noise / 16.0
        values.append(value)
    return values


def checksum(values):
    """FNV-1a of the bytes of the floats."""
    hashed = 0xCBF29CE484222325
    for value in values:
        for byte in struct.pack(">d", value):
            hashed = ((hashed ^ byte) * 0x100000001B3) & MASK
    return f"{hashed:016x}"


def greedy(seed):
    import torch
    from transformers.optimization import GreedyLR

    draws = Draws(seed)
    arguments = dict(
        mode=draws.pick(["min", "max"]),
        factor=draws.pick([0.5, 0.9, 0.95, 0.3]),
        patience=draws.below(5),
        threshold=draws.pick([0.0, 1e-6, 0.01]),
        threshold_mode=draws.pick(["abs", "rel"]),
        cooldown=draws.below(4),
        warmup=draws.below(4),
        min_lr=draws.pick([1e-3, 0.02, 0.0]),
        max_lr=draws.pick([1.0, 0.15]),
        eps=draws.pick([1e-8, 0.0, 0.01]),
        smooth=draws.below(2) == 1,
        window_size=1 + draws.below(8),
        reset_start=draws.below(5),
    )
    lr = draws.pick([0.1, 0.3, 0.01])
    optimizer = torch.optim.SGD([torch.zeros(1)], lr=lr)
    scheduler = GreedyLR(optimizer, **arguments)
    rates = []
    for metric in metrics(draws):
        scheduler.step(metric)
        rates.append(optimizer.param_groups[0]["lr"])
    return rates


def new_bob(seed):
    from speechbrain.nnet.schedulers import NewBobScheduler

    draws = Draws(seed)
    arguments = dict(
        annealing_factor=draws.pick([0.5, 0.8, 0.3]),
        improvement_threshold=draws.pick([0.0025, 0.0, 0.1]),
        patient=draws.below(4),
    )
    scheduler = NewBobScheduler(draws.pick([0.1, 0.3, 1.0]), **arguments)
    return [scheduler(metric)[1] for metric in metrics(draws)]


def scale_on_plateau(seed):
    import jax
    import jax.numpy as jnp
    from optax.contrib import reduce_on_plateau

    draws = Draws(seed)
    arguments = dict(
        factor=draws.pick([0.5, 0.8, 0.3]),
        patience=1 + draws.below(4),
        rtol=draws.pick([1e-4, 0.1, 0.5]),
        atol=draws.pick([0.0, 0.01]),
        cooldown=draws.below(4),
        accumulation_size=1 + draws.below(4),
        min_scale=draws.pick([0.0, 0.125]),
    )
    lr = draws.pick([0.1, 0.3, 1.0])
    with jax.disable_jit():
        transform = reduce_on_plateau(**arguments)
        one = jnp.ones((), jnp.float64)
        state = transform.init(one)
        rates = []
        for metric in metrics(draws):
            _, state = transform.update(one, state, value=metric)
            rates.append(lr * float(state.scale))
    return rates


def early_stopping(seed):
    """1.0 for a metric after which Keras stops, else 0.0. Keras keeps a NaN as its first best metric, so a run starts without one."""
    from keras.callbacks import EarlyStopping

    draws = Draws(seed)
    mode = draws.pick(["min", "max"])
    patience = 1 + draws.below(5)
    baseline = draws.pick([None, 0.25, 0.5])
    callback = EarlyStopping(monitor="metric", mode=mode, patience=patience, baseline=baseline)

    class Model:
        stop_training = False
        metrics = []

    callback.set_model(Model())
    callback.on_train_begin()
    stops = []
    values = metrics(draws)
    values[0] = 0.5
    for epoch, metric in enumerate(values):
        callback.model.stop_training = False
        callback.on_epoch_end(epoch, {"metric": metric})
        stops.append(float(callback.model.stop_training))
    return stops


def main():
    counts = {"greedy_lr": (greedy, 2000), "new_bob": (new_bob, 2000), "scale_on_plateau": (scale_on_plateau, 500), "early_stopping": (early_stopping, 500)}
    only = sys.argv[1:] or list(counts)
    goldens = {name: [checksum(run(seed)) for seed in range(count)] for name, (run, count) in counts.items() if name in only}
    json.dump(goldens, sys.stdout, indent=0)
    print()


if __name__ == "__main__":
    main()
