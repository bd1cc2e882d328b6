"""Writes and reads whole runs of torch with the lines of Python that the documentation gives: schedule, weights and optimizer."""

import os


from packing import pack, unpack
from training import Run


def run_lines(blocks, folder, run):
    """Runs the blocks of lines as a user would, but in `folder`."""
    before = os.getcwd()
    os.chdir(folder)
    try:
        for lines in blocks:
            exec(lines, {"model": run.model, "optimizer": run.optimizer, "scheduler": run.scheduler})
    finally:
        os.chdir(before)


def train_and_write(optimizer, scheduler, bases, steps, more, double, blocks, folder):
    """Trains for `steps`, writes the run to `folder`, and trains for `more` steps. Returns the final weights."""
    run = Run(optimizer, scheduler, unpack(bases), double)
    if steps:
        run.train(steps)
    run_lines(blocks, folder, run)
    run.train(more)
    return {"weights": pack(run.weights()), "lr": pack(run.rates())}


def read_and_train(optimizer, scheduler, bases, more, double, blocks, folder):
    """Loads a run from `folder` into a new one and trains for `more` steps. Returns the final weights."""
    run = Run(optimizer, scheduler, unpack(bases), double)
    run_lines(blocks, folder, run)
    run.train(more)
    return {"weights": pack(run.weights()), "lr": pack(run.rates())}
