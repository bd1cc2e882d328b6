"""Runs every part of the bundle for a limited time, and writes report.json and report.md. A part that fails does not stop the others."""

import datetime
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

import process
import report
from parts import LOGS, parts

BUNDLE = pathlib.Path(__file__).resolve().parent
# The programs were compiled in this folder, and look for their data there.
TREE = pathlib.Path("/tmp/tch-lr-gpu")
# The time for all parts, in seconds. Without a GPU there is no hurry: the parts have PATIENCE times as long.
TOTAL, PATIENCE = 360, 15
ASKED = """
import json, torch
cuda = torch.cuda.is_available()
print(json.dumps({
    "torch": torch.__version__.split("+")[0],
    "folder": torch.__path__[0],
    "device": torch.cuda.get_device_name(0) if cuda else "CPU",
    "cuda": torch.version.cuda if cuda else None,
}))
"""


def main():
    built = json.loads((BUNDLE / "built.json").read_text())
    facts = facts_of_python()
    if facts["torch"] != built["torch"]:
        sys.exit(f"run: {sys.executable} has torch {facts['torch']}, expected {built['torch']}; name another Python: sh run.sh PYTHON")
    link()
    torch = pathlib.Path(facts.pop("folder"))
    on_gpu = facts["cuda"] is not None
    facts |= {"date": datetime.date.today().isoformat(), "built": built, "driver": process.smi("driver_version"), "processors": os.cpu_count()}
    say(f"torch {facts['torch']} on {facts['device']}" + ("" if on_gpu else ": there is no GPU, so everything runs on the CPU"))
    with tempfile.TemporaryDirectory() as folder:
        results = run_all(parts(BUNDLE, TREE, folder, on_gpu), environment(built, torch, on_gpu), 1 if on_gpu else PATIENCE)
        curves = {name: curve(pathlib.Path(folder) / path) for name, path in LOGS.items()}
    result = {"machine": facts, "parts": results, "curves": curves}
    page = report.page(result)
    (BUNDLE / "report.json").write_text(json.dumps(result, indent=1) + "\n")
    (BUNDLE / "report.md").write_text(page)
    print(page)
    sys.exit(any(part["status"] != 0 for part in results))


def run_all(parts, environment, patience):
    """Runs the parts in turn. Each has its own limit, and at most the time that is left of the total."""
    end, results = time.monotonic() + TOTAL * patience, []
    for part in parts:
        say(f"== {part.name}")
        limit = max(min(part.limit * patience, end - time.monotonic()), 1)
        results.append(process.run(part, limit, TREE, environment))
        status, seconds = results[-1]["status"], results[-1]["seconds"]
        say(f"   {'passed' if status == 0 else f'failed: {status}'}, {seconds} s")
    return results


def environment(built, torch, on_gpu):
    paths = lambda first, variable: os.pathsep.join(filter(None, [str(first), os.environ.get(variable)]))
    return os.environ | {
        "LD_LIBRARY_PATH": paths(torch / "lib", "LD_LIBRARY_PATH"),
        # The package safetensors, which the Python programs need to start from the weights of the Rust programs.
        "PYTHONPATH": paths(BUNDLE / "packages", "PYTHONPATH"),
        "TCH_LR_DEVICE": "cuda" if on_gpu else "cpu",
        "TCH_LR_PYTHON": sys.executable,
        "TCH_LR_TORCH": built["torch"],
        "TCH_LR_REQUIRE_PYTHON": "1",
        # Deterministic matrix products on CUDA.
        "CUBLAS_WORKSPACE_CONFIG": ":4096:8",
        "PYTHONWARNINGS": "ignore",
        "PYTHONDONTWRITEBYTECODE": "1",
        "RUST_BACKTRACE": "0",
    }


def facts_of_python():
    """The version of torch in this Python, its folder, and its device."""
    asked = subprocess.run([sys.executable, "-W", "ignore", "-c", ASKED], capture_output=True, text=True)
    if asked.returncode:
        sys.exit(f"run: {sys.executable} cannot import torch; name another Python: sh run.sh PYTHON\n{asked.stderr}")
    return json.loads(asked.stdout)


def curve(path):
    """The rows of a log as floats by column, or None if the program has not written it."""
    if not path.is_file():
        return None
    names, *rows = [line.split(",") for line in path.read_text().splitlines() if line]
    columns = zip(*rows)
    return {name: [float(value) if value else None for value in column] for name, column in zip(names, columns)}


def link():
    if TREE.is_symlink():
        TREE.unlink()
    if TREE.exists():
        sys.exit(f"run: {TREE} exists and is no link; move it away")
    TREE.symlink_to(BUNDLE / "tree")


def say(text):
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
