"""Writes and reads runs of torch with the lines of Python that the documentation gives."""

import builtins
import json
import os
import tempfile

from packing import pack, unpack
from schedules import build, momenta, rates


def run_lines(lines, folder, optimizer, scheduler):
    """Runs the lines as a user would, but with their files in `folder`."""
    names = {"optimizer": optimizer, "scheduler": scheduler}
    names["open"] = lambda name, mode="r": builtins.open(os.path.join(folder, name), mode)
    exec(lines, names)


def advance(scheduler, metric):
    """Calls `step()`, or `step(metric)` if the scheduler needs a metric."""
    if hasattr(scheduler, "cooldown_counter"):
        scheduler.step(metric)
    else:
        scheduler.step()


def values(optimizer):
    return rates(optimizer) + momenta(optimizer)


def write_runs(scheduler, bases, steps, lines, metrics, optimizer="SGD(groups)", times=""):
    """The text of the run after each number of steps in `steps`, and the values before the first and after every step."""
    optimizer, scheduler = build(scheduler, unpack(bases), optimizer)
    for time in unpack(times):
        scheduler.step(time)
    metrics = unpack(metrics)
    texts, before_and_after = {}, values(optimizer)
    with tempfile.TemporaryDirectory() as folder:
        for step in range(len(metrics) + 1):
            if step in steps:
                run_lines(lines, folder, optimizer, scheduler)
                texts[step] = open(os.path.join(folder, "run.json")).read()
            if step < len(metrics):
                advance(scheduler, metrics[step])
                before_and_after += values(optimizer)
    return {"runs": [texts[step] for step in steps], "values": pack(before_and_after)}


def read_run(scheduler, bases, run, lines, metrics, optimizer="SGD(groups)"):
    """The values of a new scheduler after it has loaded the run, and after every step; the fields of its state before and after
    loading; and the fields of the run."""
    optimizer, scheduler = build(scheduler, unpack(bases), optimizer)
    own = fields(scheduler)
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, "run.json"), "w") as file:
            file.write(run)
        run_lines(lines, folder, optimizer, scheduler)
    after = values(optimizer)
    for metric in unpack(metrics):
        advance(scheduler, metric)
        after += values(optimizer)
    return {"values": pack(after), "fields": [sorted(own), sorted(fields(scheduler))], "read": sorted(read_fields(run))}


def fields(scheduler, path=""):
    """The fields of a state and of the states in it, with the type of each value."""
    for name, value in scheduler.state_dict().items():
        if name != "_schedulers":
            yield f"{path}{name}: {kind(value)}"
    for index, member in enumerate(getattr(scheduler, "_schedulers", [])):
        yield from fields(member, f"{path}{index}.")


def kind(value):
    """The type of a value. Whole numbers and floats have the same type, because torch accepts either."""
    if isinstance(value, (list, tuple)):
        return f"list of {len(value)}"
    return "number" if isinstance(value, (int, float)) and not isinstance(value, bool) else type(value).__name__


def read_fields(run):
    """The names of the fields in the state of a run, to any depth."""
    def names(state, path=""):
        for name, value in state.items():
            if name == "_schedulers":
                for index, member in enumerate(value):
                    yield from names(member, f"{path}{index}.")
            else:
                yield f"{path}{name}"

    return names(json.loads(run)["state_dict"])
