#!/usr/bin/env python3
"""Tests this crate with the lowest and the highest tch that Cargo.toml allows, and checks that it compiles with those between.

    python3 .setup/versions.py            # all of them
    python3 .setup/versions.py 0.20       # one, with its tests

Each version has a copy of the tree in target/versions, with its own Cargo.lock and libtorch (found or fetched as libtorch.py does,
3 GB each). Those between are compiled without libtorch, by tch's feature `doc-only`. Twenty minutes on two cores.
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
        sys.exit(f"versions: {', '.join(unknown)}: expected some of {', '.join(LIBTORCH_OF_TCH)}")
    ends = [min(LIBTORCH_OF_TCH, key=number), max(LIBTORCH_OF_TCH, key=number)]
    failed = [version for version in versions if not holds(version, len(versions) == 1 or version in ends)]
    if failed:
        sys.exit(f"versions: tch {', '.join(failed)} failed")
    print(f"versions: tch {', '.join(versions)}: all passed")


def number(version):
    return [int(part) for part in version.split(".")]


def holds(version, is_tested):
    tree = copied(version)
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("LIBTORCH", "CARGO_TARGET"))}
    # The numbers of the parity tests are those of one torch; with another they compare with those that are checked in.
    environment.pop("TCH_LR_REQUIRE_PYTHON", None)
    environment["CARGO_TARGET_DIR"] = str(FOLDER / "target")

    def run(*command):
        print(f"== tch {version}: {' '.join(command)}", flush=True)
        return subprocess.run(command, cwd=tree, env=environment, stdin=subprocess.DEVNULL).returncode == 0

    pinned = run("cargo", "update", "--quiet", "-p", "tch", "--precise", f"{version}.0")
    if not is_tested:
        return pinned and run("cargo", "check", "--all-targets", "--features", "tch/doc-only")
    return pinned and run(sys.executable, ".setup/libtorch.py") and run("cargo", "test")


def copied(version):
    """The tracked files as they are now, over an earlier copy, so that what was compiled there is used again."""
    tree = FOLDER / version
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
