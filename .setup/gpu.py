#!/usr/bin/env python3
"""Builds a folder with everything that a machine with a GPU has to run: tests, examples and a benchmark, compiled with optimizations.

    python3 .setup/gpu.py                             # for torch 2.11.0, in target/gpu/bundle
    python3 .setup/gpu.py --torch 2.13.0 -o bundle

The machine needs no Rust and no network, only a Python with that torch. There, `sh bundle/run.sh` runs everything in at most six
minutes and writes report.json and report.md into the folder. Without a GPU it runs on the CPU, has more time, and says so. The last
line of this script is the command for this machine.

The build has a copy of the checkout in /tmp/tch-lr-gpu, because programs contain the path of their data; run.sh makes that path a link
to the bundle. The libtorch is found or downloaded as libtorch.py does it.
"""

import argparse
import json
import os
import pathlib
import shutil
import subprocess
import sys

from libtorch import LIBTORCH_OF_TCH, ROOT, cache_folder
from packages import REQUIREMENTS
from versions import copied_to
from wheels import fetch

TREE = pathlib.Path("/tmp/tch-lr-gpu")
TARGET = ROOT / "target" / "gpu" / "build"
TESTS = "training", "optimizer", "lr_finder", "native"
EXAMPLES = "quickstart", "finetune", "gan", "plain_optimizer", "resume"
PROGRAMS = "digits", "gpt", "find_lr"
BENCHES = ("device",)
# Folders of the checkout that no program of the bundle reads.
UNUSED = ".ci", ".libtorch", ".setup", "src/docs/pictures", "tests/fuzz", "tests/goldens"


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--torch", default="2.11.0", help="torch of the machine with the GPU (default: 2.11.0)")
    options.add_argument("-o", "--output", type=pathlib.Path, default=ROOT / "target" / "gpu" / "bundle", help="the new folder")
    options = options.parse_args()
    tch = next((tch for tch, torch in LIBTORCH_OF_TCH.items() if torch == options.torch), None)
    if not tch:
        sys.exit(f"gpu: no tch for torch {options.torch}, expected one of {', '.join(LIBTORCH_OF_TCH.values())}")
    bundle = options.output.absolute()
    if bundle.exists() and not (bundle / "run.sh").is_file():
        sys.exit(f"gpu: {bundle} exists and is no bundle; name another folder with -o")
    if TREE.is_symlink():
        TREE.unlink()
    copied_to(TREE)
    programs = built(tch)
    shutil.rmtree(bundle, ignore_errors=True)
    (bundle / "bin").mkdir(parents=True)
    for name, program in programs.items():
        shutil.copy2(program, bundle / "bin" / name)
    subprocess.run(["strip", *(bundle / "bin").iterdir()], check=True)
    for file in (ROOT / ".setup" / "gpu").iterdir():
        if file.is_file():
            shutil.copy2(file, bundle)
    shutil.copytree(TREE, bundle / "tree", ignore=unused)
    shutil.copytree(safetensors(), bundle / "packages")
    (bundle / "built.json").write_text(json.dumps({"torch": options.torch, "tch": tch, "commit": commit()}) + "\n")
    site = (TREE / ".libtorch" / "lib").resolve().parent.parent
    shutil.rmtree(TREE)
    size = sum(file.stat().st_size for file in bundle.rglob("*") if file.is_file()) / 2**20
    print(f"gpu: {bundle} is ready, {size:.0f} MiB. On the other machine: sh {bundle.name}/run.sh")
    print(f"gpu: on this machine: PYTHONPATH={site} sh {bundle}/run.sh")


def built(tch):
    """Compiles the programs in the copy, and returns the path of each program by its name."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("LIBTORCH", "CARGO_", "TCH_LR_CPU_ONLY"))}
    environment |= {"CARGO_TARGET_DIR": str(TARGET)}

    def run(*command):
        print(f"== {' '.join(command)}", file=sys.stderr, flush=True)
        return subprocess.run(command, cwd=TREE, env=environment, check=True, stdout=subprocess.PIPE, text=True).stdout

    run("cargo", "update", "--quiet", "-p", "tch", "--precise", f"{tch}.0")
    run(sys.executable, ".setup/libtorch.py")
    programs = {}
    for prefix, command in (
        ("test-", ["cargo", "test", "--no-run", *named("test", TESTS)]),
        ("", ["cargo", "build", *named("example", EXAMPLES), *named("bin", PROGRAMS)]),
        ("bench-", ["cargo", "build", *named("bench", BENCHES)]),
    ):
        # `--workspace`: the three commands use the same features, so the crate is compiled once.
        for line in run(*command, "--release", "--workspace", "--message-format", "json-render-diagnostics").splitlines():
            message = json.loads(line)
            if message.get("executable"):
                programs[prefix + message["target"]["name"]] = message["executable"]
    return programs


def named(kind, names):
    """The arguments that select these targets."""
    return [word for name in names for word in (f"--{kind}", name)]


def safetensors():
    """The folder of the Python package safetensors. The Python programs read the initial weights of the Rust programs with it."""
    requirement = next(requirement for requirement in REQUIREMENTS if requirement.startswith("safetensors=="))
    site = cache_folder() / f"{requirement.replace('==', '-')}-{sys.implementation.cache_tag}"
    if not site.is_dir():
        fetch(site, requirement, gigabytes=1)
    return site


def unused(folder, names):
    return [name for name in names if str((pathlib.Path(folder) / name).relative_to(TREE)) in UNUSED]


def commit():
    return subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True).stdout.strip()


if __name__ == "__main__":
    main()
