"""The losses of both laws, with one loop over all steps for each of them: no joined changes, no closed forms."""

import json
import sys


def multi_power(law, rates, warmup, step):
    fall = 0.0
    for k in range(warmup + 1, step):
        change = rates[k - 1] - rates[k]
        if change != 0.0:
            since = sum(rates[k:step])
            if rates[k] > 0.0:
                effect = 1.0 - (1.0 + law["c"] * rates[k] ** -law["gamma"] * since) ** -law["beta"]
            else:
                effect = 1.0 if since > 0.0 else 0.0
            fall += change * effect
    return law["l0"] + law["a"] * sum(rates[:step]) ** -law["alpha"] - law["b"] * fall


def annealing(law, rates, warmup, step):
    momentum = 0.0
    total = 0.0
    for k in range(warmup + 1, step):
        momentum = law["lambda"] * momentum + rates[k - 1] - rates[k]
        total += momentum
    return law["l0"] + law["a"] * sum(rates[:step]) ** -law["alpha"] - law["c"] * total


LAWS = {"multi-power": multi_power, "annealing": annealing}


def losses(case):
    law = case["law"]
    return [LAWS[law["type"]](law, case["rates"], case["warmup"], step) for step in case["steps"]]


json.dump([losses(case) for case in json.load(sys.stdin)], sys.stdout)
