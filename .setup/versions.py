#!/usr/bin/env python3
"""Runs the tests with the lowest and the highest tch that Cargo.toml allows, and compiles the crate with the versions in between.

    python3 .setup/versions.py            # all versions
    python3 .setup/versions.py 0.20       # the tests of one version

Each version has a copy of the checkout in target/versions, with its own Cargo.lock and its own libtorch, which libtorch.py finds or
downloads (3 GB each). tch's feature `doc-only` compiles the versions in between without libtorch. All versions take twenty minutes
on two cores.
"""

import os
import pathlib
import shutil
import subprocess
import sys

from libtorch import LIBTORCH_OF_TCH, ROOT

FOLDER = ROOT / "target" / "versions"


def main():
    versions = sys.argv[1:] or list(LIBTORCH_OF_TCH)
    unknown = [version for version in versions if version not in LIBTORCH_OF_TCH]
    if unknown:
        sys.exit(f"versions: unknown tch {', '.join(unknown)}, expected versions among {', '.join(LIBTORCH_OF_TCH)}")
    ends = [min(LIBTORCH_OF_TCH, key=number), max(LIBTORCH_OF_TCH, key=number)]
    failed = [version for version in versions if not passes(version, len(versions) == 1 or version in ends)]
    if failed:
        sys.exit(f"versions: tch {', '.join(failed)} failed")
    print(f"versions: tch {', '.join(versions)}: all passed")


def number(version):
    return [int(part) for part in version.split(".")]


def passes(version, is_tested):
    tree = copied(version)
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("LIBTORCH", "CARGO_TARGET"))}
    # The parity tests ask only torch 2.13. With any other torch they compare with the checked-in numbers.
    environment.pop("TCH_LR_REQUIRE_PYTHON", None)
    environment["CARGO_TARGET_DIR"] = str(FOLDER / "target")

    def run(*command):
        print(f"== tch {version}: {' '.join(command)}", flush=True)
        return subprocess.run(command, cwd=tree, env=environment, stdin=subprocess.DEVNULL).returncode == 0

    pinned = run("cargo", "update", "--quiet", "-p", "tch", "--precise", f"{version}.0")
    if not is_tested:
        return pinned and run("cargo", "check", "--workspace", "--all-targets", "--features", "tch/doc-only")
    return pinned and run(sys.executable, ".setup/libtorch.py") and run("cargo", "test", "--workspace")


def copied(version):
    """A copy of the checkout for a version, with what cargo has compiled there before."""
    return copied_to(FOLDER / version)


def copied_to(tree):
    """Copies the tracked files over an earlier copy in the folder `tree`, and returns the folder."""
    tree.mkdir(parents=True, exist_ok=True)
    files = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.decode().split("\0")
    for entry in tree.iterdir():
        if entry.name != ".libtorch":
            shutil.rmtree(entry) if entry.is_dir() and not entry.is_symlink() else entry.unlink()
    for name in filter(None, files):
        source, copy = ROOT / pathlib.Path(name), tree / name
        if source.is_file():
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, copy)
    return tree


if __name__ == "__main__":
    main()
