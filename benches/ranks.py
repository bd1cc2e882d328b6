#!/usr/bin/env python3
"""Runs `digits` and `gpt` of examples/data_parallel on several numbers of ranks, and prints how the throughput grows.

    python3 benches/ranks.py                    # on 1, 2 and 4 ranks, three rounds
    python3 benches/ranks.py digits --ranks 1 2 --rounds 5

Each rank has one thread and the same batch, so N ranks have a batch N times as large, and every run has the same number of images or
tokens. The throughput is measured from the header of the table until the last row, with the validations and the checkpoints in
between. With more ranks than cores, the ranks wait for each other.

The programs are built with optimizations. They need MPI, which `.setup/mpi.py` installs.
"""

import argparse
import os
import statistics
import subprocess
import tempfile

from compare import ROOT, say
from twins import Program, row, timed

PACKAGE = ROOT / "examples" / "data_parallel"
TARGET = ROOT / "target"

# `steps` is the number of images or tokens of a run, so that the speed of a run is that of images or tokens.
PROGRAMS = {
    "digits": Program(steps=10 * 1_200, length=["--epochs", "10"], arguments=["--patience", "1000", "--folder"]),
    "gpt": Program(
        steps=160 * 16 * 64,
        length=["--steps", "160"],
        arguments=["--val-every", "100000", "--out"],
        begins=r"step ",
        goes_on=r" *\d+",
    ),
}
OF_A_STEP = {"digits": 60, "gpt": 16 * 64}
UNIT = {"digits": "images", "gpt": "tokens"}


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("programs", nargs="*", help=f"programs to run (default: all of {', '.join(PROGRAMS)})")
    options.add_argument("--ranks", type=int, nargs="+", default=[1, 2, 4], help="numbers of ranks (default: 1 2 4)")
    options.add_argument("--rounds", type=int, default=3, help="number of runs of each (default: 3)")
    options = options.parse_args()
    unknown = [name for name in options.programs if name not in PROGRAMS]
    if unknown:
        options.error(f"unknown program {unknown[0]}: expected one of {', '.join(PROGRAMS)}")
    say("building")
    build = ["cargo", "build", "--release", "--locked", "--quiet", "--manifest-path", str(PACKAGE / "Cargo.toml")]
    subprocess.run(build, check=True, env=os.environ | {"CARGO_TARGET_DIR": str(TARGET)})
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    print(row("", "ranks", "images or tokens a second", "steps a second", f"compared with {options.ranks[0]}"))
    print(row(":--", "--:", "--:", "--:", "--:"))
    for name in options.programs or PROGRAMS:
        speeds = {ranks: [] for ranks in options.ranks}
        for number in range(1, options.rounds + 1):
            for ranks in options.ranks:
                say(f"{name}, round {number} of {options.rounds}: {ranks} ranks")
                speeds[ranks].append(run(name, ranks))
        first = statistics.median(speeds[options.ranks[0]])
        for ranks, found in speeds.items():
            speed = statistics.median(found)
            many = f"{ranks}, more than cores" if ranks > cores else str(ranks)
            steps = speed / (OF_A_STEP[name] * ranks)
            print(row(f"`{name}`", many, f"{speed:,.0f} {UNIT[name]}", f"{steps:.2f}", f"{speed / first:.2f}"), flush=True)


def run(name, ranks):
    """The images or tokens in a second."""
    program = PROGRAMS[name]
    mpirun = ["mpirun", "--oversubscribe", "--bind-to", "none", "-n", str(ranks), str(TARGET / "release" / name)]
    with tempfile.TemporaryDirectory() as folder:
        command = [*mpirun, "--threads", "1", "--device", "cpu", *program.length, *program.arguments, f"{folder}/run"]
        # Containers run as root.
        return timed(program, command, OMPI_ALLOW_RUN_AS_ROOT="1", OMPI_ALLOW_RUN_AS_ROOT_CONFIRM="1", OMP_NUM_THREADS="1").speed


if __name__ == "__main__":
    main()
