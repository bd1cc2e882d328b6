#!/usr/bin/env python3
"""Runs the example programs and their twins in Python side by side, and prints their speed, memory and start-up time.

    python3 benches/twins.py                      # all programs, three rounds
    python3 benches/twins.py digits --rounds 5
    python3 benches/twins.py --instructions       # also counts the schedule's instructions, with valgrind

Both sides train the same network in one thread, in turn. *Start-up* is the time from the start of the process until the training
begins: loading libtorch, the data, and the network. *Steps per second* counts the optimizer steps between then and the last line
of the training, with the evaluations in between; the Rust program also writes its checkpoints. The times are those of the clock.
Because other programs on the machine change them, the processor time of the whole run is printed too. The memory is the largest
resident set of the process.

The programs are built with optimizations (`cargo build --release`); --profile dev takes those of `cargo build`.
"""

import argparse
import dataclasses
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

from compare import ROOT, counted, python

SIDES = "Rust", "Python"
ADVANCE = "*ScheduledOptimizer::advance"


@dataclasses.dataclass
class Program:
    """An example and its twin. Both print a line that matches `begins` before the first step, and `goes_on` during the training."""

    steps: int
    # The arguments that make `steps` steps.
    length: list
    arguments: list
    # The arguments of a short run for valgrind, which is fifty times slower.
    short: list = dataclasses.field(default_factory=list)
    only_rust: list = dataclasses.field(default_factory=list)
    only_python: list = dataclasses.field(default_factory=list)
    begins: str = r"epoch "
    goes_on: str = r" *\d+ "
    # The functions that a training step calls beside `advance`, as valgrind's patterns. None of them calls another.
    step: tuple = ("digits::network::Network::loss", "*ScheduledOptimizer>::backward_step", "*AveragedModel::update_parameters")


# A row for each example that has a twin in examples/python of the same name.
PROGRAMS = {
    "digits": Program(
        steps=200,
        length=["--epochs", "10"],
        short=["--epochs", "1"],
        arguments=["--threads", "1"],
        only_rust=["--device", "cpu", "--patience", "1000", "--folder", "{folder}"],
    ),
    "gpt": Program(
        steps=100,
        length=["--steps", "100"],
        short=["--steps", "10", "--warmup", "2", "--layers", "2", "--width", "64"],
        arguments=["--threads", "1"],
        only_rust=["--device", "cpu", "--out", "{folder}", "--val-every", "100000"],
        only_python=["--csv", "{folder}/gpt.csv"],
        begins=r"step ",
        goes_on=r"(step +| *)\d+",
        step=("gpt::trainer::Trainer::update",),
    ),
}


@dataclasses.dataclass
class Run:
    """The measurements of one process: seconds, optimizer steps per second, seconds of processor time, MiB."""

    start_up: float
    speed: float
    processor: float
    memory: float


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("programs", nargs="*", help=f"examples to run (default: all of {', '.join(PROGRAMS)})")
    options.add_argument("--rounds", type=int, default=3, help="number of runs of each side (default: 3)")
    options.add_argument("--profile", default="release", choices=["release", "dev"], help="cargo's profile (default: release)")
    options.add_argument("--instructions", action="store_true", help="also count instructions with valgrind")
    options = options.parse_args()
    unknown = [name for name in options.programs if name not in PROGRAMS]
    if unknown:
        sys.exit(f"unknown program {unknown[0]}: expected one of {', '.join(PROGRAMS)}")
    if options.instructions and not shutil.which("valgrind"):
        sys.exit("--instructions needs valgrind, which is not on the PATH: install it, or leave the option out")
    print(row("program", "", "steps/s", "start-up", "memory", "processor time"))
    print(row(":--", ":--", "--:", "--:", "--:", "--:"))
    for name in options.programs or PROGRAMS:
        binary = built(name, "bin", name, options.profile)
        for side, runs in measured(name, binary, options.rounds).items():
            middle = lambda field: statistics.median(getattr(run, field) for run in runs)
            speed, start_up, memory = f"{middle('speed'):.1f}", f"{middle('start_up'):.2f} s", f"{middle('memory'):.0f} MiB"
            print(row(name, side, speed, start_up, memory, f"{middle('processor'):.1f} s"), flush=True)
        if options.instructions:
            print(f"\n{share_of_schedule(name, binary)}\n")
    if options.instructions:
        print(steps_against_by_hand(options.profile))


def row(*cells):
    return "| " + " | ".join(cells) + " |"


def built(package, kind, name, profile):
    """Builds a program or a benchmark of a package, and returns the path of the executable file."""
    command = ["cargo", "build", "--locked", "--profile", profile, "-p", package, f"--{kind}", name, "--message-format", "json"]
    lines = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout.splitlines()
    messages = [json.loads(line) for line in lines if line.startswith("{")]
    return next(message["executable"] for message in messages if message.get("executable"))


def measured(name, binary, rounds):
    """The runs of both sides, in turn."""
    program = PROGRAMS[name]
    runs = {side: [] for side in SIDES}
    script = str(ROOT / "examples" / "python" / f"{name}.py")
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as folder:
            only_rust, only_python = ([word.format(folder=folder) for word in words] for words in (program.only_rust, program.only_python))
            runs["Rust"].append(timed(program, [binary, *program.length, *program.arguments, *only_rust]))
            command = [python(), "-u", "-W", "ignore", script, *program.length, *program.arguments, *only_python]
            runs["Python"].append(timed(program, command))
    return runs


def timed(program, command, **environment):
    """Runs a program and measures it."""
    started, begun, ended = time.monotonic(), None, None
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, env=os.environ | environment)
    for line in process.stdout:
        if begun is None and re.match(program.begins, line):
            begun = time.monotonic()
        elif begun is not None and re.match(program.goes_on, line):
            ended = time.monotonic()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0 or ended is None:
        sys.exit(f"{' '.join(command)}: ended with status {process.returncode}, expected lines of a training")
    # Linux counts the memory in KiB, macOS in bytes.
    memory = usage.ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)
    return Run(begun - started, program.steps / (ended - begun), usage.ru_utime + usage.ru_stime, memory)


def share_of_schedule(name, binary):
    """Counts the instructions of `advance` and of the training steps in a short run."""
    program = PROGRAMS[name]
    with tempfile.TemporaryDirectory() as folder:
        only_rust = [word.format(folder=folder) for word in program.only_rust]
        command = [binary, *program.short, *program.arguments, *only_rust]
        training = counted([*program.step, ADVANCE], command, f"{folder}/callgrind")
        annotate = ["callgrind_annotate", "--inclusive=yes", "--threshold=100", f"{folder}/callgrind"]
        functions = subprocess.run(annotate, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    line = next(line for line in functions.splitlines() if ADVANCE.strip("*") in line)
    advance = int(line.split()[0].replace(",", ""))
    return f"{name}: `advance` takes {advance:,} of {training:,} instructions of the training steps, or {advance / training:.4%}."


def steps_against_by_hand(profile, steps=1_000):
    """Counts the instructions of `Scheduler::step`, and of `set_lr(schedule.at(base, step))`, for a cosine."""
    binary, lines = built("benchmarks", "bench", "training", profile), []
    for groups in 1, 100:
        with tempfile.TemporaryDirectory() as folder:
            count = lambda kind, function: counted([function], [binary, kind, str(steps), str(groups)], f"{folder}/out") / steps
            scheduler, by_hand = count("scheduler", "*step_scheduler*"), count("by-hand", "*step_by_hand*")
        lines.append(
            f"{groups} group{'s' if groups != 1 else ''}: {scheduler:.0f} instructions a step by `Scheduler::step`, "
            f"{by_hand:.0f} by hand, {scheduler / by_hand:.3f} times."
        )
    return "\n".join(lines)


if __name__ == "__main__":
    main()
