#!/usr/bin/env python3
"""Runs the parity tests against another Python torch, the newest one by default. The linked libtorch stays the same.

    python3 .setup/newest_torch.py            # the newest torch
    python3 .setup/newest_torch.py 2.14.1     # this version

The torch is installed into the cache of libtorch.py. On Linux it needs 9 GB during the installation, and 6 GB afterwards, because the
default wheel contains CUDA. A pip that is configured with an index of CPU wheels (`PIP_INDEX_URL`) needs 1 GB. Remove the folder that
the script prints when the tests have passed.
"""

import os
import subprocess
import sys

from libtorch import ROOT, cache_folder
from wheels import GIGABYTES, fetch


def main():
    version = sys.argv[1] if len(sys.argv) > 1 else newest()
    site = cache_folder() / f"torch-{version}-{sys.implementation.cache_tag}"
    if not site.is_dir():
        fetch(site, f"torch=={version}", gigabytes=1.5 if "PIP_INDEX_URL" in os.environ else GIGABYTES)
    python = site / "python"
    python.write_text(f'#!/bin/sh\nPYTHONPATH={site}"${{PYTHONPATH:+:$PYTHONPATH}}" exec {sys.executable} "$@"\n')
    python.chmod(0o755)
    environment = {**os.environ, "TCH_LR_PYTHON": str(python), "TCH_LR_TORCH": version, "TCH_LR_REQUIRE_PYTHON": "1"}
    packages = subprocess.run([sys.executable, ".setup/packages.py"], cwd=ROOT, capture_output=True, text=True, check=True)
    environment["PYTHONPATH"] = packages.stdout.strip()
    # tch is not needed: the parity tests have no libtorch.
    command = ["cargo", "test", "-p", "long-tests", "--no-default-features", "--test", "parity"]
    passed = subprocess.run(command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL).returncode == 0
    print(f"torch {version}: {'passed' if passed else 'failed'}; it is installed in {site}", file=sys.stderr)
    sys.exit(0 if passed else 1)


def newest():
    """The newest version that pip finds for this Python."""
    listed = subprocess.run([sys.executable, "-m", "pip", "index", "versions", "torch"], capture_output=True, text=True)
    first = listed.stdout.partition("(")[2].partition(")")[0]
    if not first:
        sys.exit(f"newest_torch: pip lists no version of torch; name one\n{listed.stderr}")
    return first


if __name__ == "__main__":
    main()
