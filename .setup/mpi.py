#!/usr/bin/env python3
"""Installs what examples/data_parallel needs: Open MPI (mpicc and mpirun), and libclang, with which the crate `mpi` reads its headers.

    python3 .setup/mpi.py

If everything is there, the script does nothing. It installs packages only with apt-get and only as root. Otherwise it prints the
command to run. MPICH, or another MPI, works too: its mpicc has to be in PATH.
"""

import os
import pathlib
import shutil
import subprocess
import sys

PACKAGES = ["libopenmpi-dev", "openmpi-bin", "libclang-dev"]
# Where clang-sys, which bindgen uses, looks for libclang.
LIBCLANG = ["/usr/lib/llvm-*/lib", "/usr/lib/*-linux-*", "/usr/lib64", "/usr/lib", "/usr/local/lib", "/opt/homebrew/opt/llvm/lib"]


def main():
    absent = missing()
    if not absent:
        return say(f"{shutil.which('mpicc')} and libclang are installed")
    install = ["apt-get", "install", "--yes", "--no-install-recommends", *PACKAGES]
    if not shutil.which("apt-get"):
        fail(
            f"{', '.join(absent)} not found.\n"
            "  Fedora: sudo dnf install openmpi-devel clang-devel && module load mpi\n"
            "  macOS: brew install open-mpi llvm"
        )
    if os.geteuid() != 0:
        fail(f"{', '.join(absent)} not found. Install it with\n  sudo {' '.join(install)}")
    say(f"{', '.join(absent)} not found; installing {' '.join(PACKAGES)}")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update"], install):
        # Standard output may be data of the caller.
        if subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, stdout=sys.stderr).returncode:
            fail(f"'{' '.join(command)}' failed, for the reason above")
    if missing():
        fail(f"{', '.join(missing())} not found, although {' '.join(PACKAGES)} are installed")


def missing():
    """The names of what is not installed."""
    programs = [program for program in ("mpicc", "mpirun") if not shutil.which(program)]
    return programs if has_libclang() else [*programs, "libclang"]


def has_libclang():
    if "LIBCLANG_PATH" in os.environ:
        return True
    root = pathlib.Path("/")
    folders = [folder for pattern in LIBCLANG for folder in root.glob(pattern.lstrip("/"))]
    names = ("libclang.so", "libclang.so.*", "libclang-[0-9]*.so*", "libclang.dylib")
    return any(next(folder.glob(name), None) for folder in folders for name in names)


def say(text):
    print(text, file=sys.stderr, flush=True)


def fail(text):
    sys.exit(f"mpi: {text}")


if __name__ == "__main__":
    main()
