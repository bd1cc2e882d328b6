#!/usr/bin/env python3
"""Runs the benchmarks of this crate and of Python torch in turn, and prints a page of medians and ratios.

    python3 benches/compare.py --write    # also writes the page to src/docs/benchmarks.md

Rust and Python run alternately, in as many rounds as `--rounds` says (default: 5). A round takes about a minute; the build with
optimizations before the first round takes some minutes. Other programs on the machine change the times, so use a machine without
other load. For the same reason the page has the 10th percentile of the samples beside the median.

The libtorch and the Python torch are those that .setup/libtorch.py links. If valgrind is on the PATH, instructions are counted too.
"""

import argparse
import collections
import json
import os
import pathlib
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time

import report

ROOT = pathlib.Path(__file__).resolve().parent.parent
BENCHES = "functions", "steps", "training"
TRAINING_STEPS = 3_000
COUNTED_STEPS = 100


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--rounds", type=int, default=5, help="the number of rounds (default: 5)")
    options.add_argument("--quick", action="store_true", help="neither count instructions nor time a clean build")
    options.add_argument("--write", action="store_true", help="write the page to src/docs/benchmarks.md")
    options = options.parse_args()
    programs = built()
    torch = Torch()
    facts = {"torch": torch.hello, "rounds": options.rounds, "dependencies": dependencies()}
    if not options.quick:
        facts |= {"instructions": instructions(programs["training"]), "build": cold_build()}
    results = collections.defaultdict(list)
    for number in range(1, options.rounds + 1):
        say(f"round {number} of {options.rounds}: Rust")
        for bench in "functions", "steps":
            run_criterion(programs[bench], results)
        for kind in "plain", "scheduled":
            results[f"training/{kind}"].append(float(output(programs["training"], kind, TRAINING_STEPS)))
        say(f"round {number} of {options.rounds}: Python")
        for name, samples in torch.ask("steps").items():
            results[f"torch/{name}"] += samples
        for kind, rate in torch.ask(f"training {TRAINING_STEPS}").items():
            results[f"torch training/{kind}"].append(rate)
    page = report.page(results, facts, output)
    print(page)
    if options.write:
        (ROOT / "src" / "docs" / "benchmarks.md").write_text(page + "\n")


def say(text):
    print(text, file=sys.stderr, flush=True)


def output(*command):
    return subprocess.run([str(word) for word in command], cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout.strip()


def built():
    """Builds the benchmarks as `cargo bench` does, and returns the path of each program by its name."""
    say("building")
    command = ["cargo", "bench", "--locked", "-p", "benchmarks", "--no-run", "--message-format", "json"]
    lines = output(*command, *(word for bench in BENCHES for word in ("--bench", bench))).splitlines()
    messages = [json.loads(line) for line in lines if line.startswith("{")]
    return {message["target"]["name"]: message["executable"] for message in messages if message.get("executable")}


def run_criterion(program, results):
    """Adds the samples of each benchmark, in nanoseconds per iteration."""
    with tempfile.TemporaryDirectory() as home:
        environment = os.environ | {"CRITERION_HOME": home}
        subprocess.run([program, "--bench", "--quiet"], cwd=ROOT, check=True, env=environment, stdout=subprocess.DEVNULL)
        for named in pathlib.Path(home).glob("**/new/benchmark.json"):
            name = json.loads(named.read_text())["full_id"]
            sample = json.loads(named.with_name("sample.json").read_text())
            results[name] += [time / iterations for time, iterations in zip(sample["times"], sample["iters"])]


def python():
    """The Python whose torch contains the linked libtorch, or the one that TCH_LR_PYTHON names."""
    folders = [ROOT / ".libtorch", pathlib.Path(os.environ.get("LIBTORCH", ROOT / ".libtorch"))]
    linked = [str(folder / "python") for folder in folders if (folder / "python").is_file()]
    return os.environ.get("TCH_LR_PYTHON") or (linked[0] if linked else sys.executable)


class Torch:
    """A process that runs torch_side.py in the Python whose torch contains the linked libtorch."""

    def __init__(self):
        script = pathlib.Path(__file__).with_name("torch_side.py")
        command = [python(), "-B", "-W", "ignore", str(script)]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.hello = self.read()

    def ask(self, command):
        print(command, file=self.process.stdin, flush=True)
        return self.read()

    def read(self):
        line = self.process.stdout.readline()
        if not line:
            sys.exit("Python torch did not answer: run `python3 .setup/libtorch.py`, or set TCH_LR_PYTHON to a Python with torch")
        return json.loads(line)


def dependencies():
    """The number of libraries that tch needs, and those that this crate adds with its default features."""
    tree = ["cargo", "tree", "--locked", "--edges", "normal,build", "--prefix", "none", "--format", "{p}"]
    named = lambda *arguments: {line.split()[0] for line in output(*tree, *arguments).splitlines() if line}
    ours = named() - {"tch-lr-scheduler"}
    tch = named("--package", "tch")
    direct = named("--depth", "1") - {"tch-lr-scheduler", "tch", "torch-sys"}
    return {"tch": len(tch), "ours": len(ours), "added": sorted(ours - tch), "direct": sorted(direct)}


def instructions(program):
    """The instructions of one training step without and with the schedule, and those of `advance`; None if there is no valgrind."""
    if not shutil.which("valgrind"):
        return None
    counts = {}
    for what, kind, function in [
        ("plain", "plain", "*train_plain*"),
        ("scheduled", "scheduled", "*train_scheduled*"),
        ("advance", "scheduled", "*ScheduledOptimizer::advance*"),
    ]:
        say(f"counting the instructions of {COUNTED_STEPS} steps: {what}")
        with tempfile.TemporaryDirectory() as folder:
            counts[what] = counted([function], [program, kind, str(COUNTED_STEPS)], f"{folder}/out") / COUNTED_STEPS
    return counts


def counted(functions, command, out):
    """The instructions that callgrind counts in functions and in all that they call. It writes its profile to `out`."""
    valgrind = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={out}"]
    toggles = [f"--toggle-collect={function}" for function in functions]
    told = subprocess.run([*valgrind, *toggles, *command], cwd=ROOT, check=True, capture_output=True, text=True).stderr
    return int(re.search(r"Collected : (\d+)", told)[1])


def cold_build():
    """The wall-clock time and the processor time of a clean `cargo build --no-default-features`, in seconds, without downloads."""
    say("clean build without default features")
    output("cargo", "fetch", "--locked")
    with tempfile.TemporaryDirectory() as folder:
        begun, used = time.monotonic(), processor_time()
        environment = os.environ | {"CARGO_TARGET_DIR": folder}
        command = ["cargo", "build", "--quiet", "--locked", "--no-default-features", "--jobs", "2"]
        subprocess.run(command, cwd=ROOT, check=True, env=environment)
        return time.monotonic() - begun, processor_time() - used


def processor_time():
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


if __name__ == "__main__":
    main()
