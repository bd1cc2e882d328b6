#!/usr/bin/env python3
"""Finds or fetches the libtorch that this checkout's tch wants, and links it as `.libtorch`.

    python3 .setup/libtorch.py

Afterwards plain `cargo build`, `cargo run` and `cargo test` work. Looked at in this order, and only the last one downloads:

 1. LIBTORCH, where it is exported: cargo uses it as it is, and nothing is linked.
 2. `.libtorch`, where an earlier run left it.
 3. A matching torch in the Python that runs this script.
 4. The cache, shared by all checkouts: $TCH_LR_CACHE, else tch-lr-scheduler in the user's cache folder.
 5. The `torch` wheel from the Python registry (about 3 GB with its CUDA libraries on Linux x86-64), into that cache.

A run that is cut off continues where it stopped. build.md says more.
"""

import importlib.util
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
LINK = ROOT / ".libtorch"
LIBTORCH_OF_TCH = {"0.20": "2.7.0", "0.22": "2.9.0", "0.23": "2.10.0", "0.24": "2.11.0", "0.26": "2.13.0"}
SHARED_LIBRARY = {"darwin": "libtorch.dylib", "win32": "torch.dll"}.get(sys.platform, "libtorch.so")


def main():
    if sys.version_info < (3, 10):
        fail(f"Python 3.10 or newer is needed, this is {sys.version.split()[0]} ({sys.executable})")
    wanted = wanted_version()
    if os.environ.get("LIBTORCH"):
        return check_exported(pathlib.Path(os.environ["LIBTORCH"]), wanted)
    if linked_version() == wanted:
        return say(f"libtorch {wanted} is linked as .libtorch")
    own = own_torch(wanted)
    if own:
        return link(own, wanted, None)
    site = cache_dir() / f"torch-{wanted}-{sys.implementation.cache_tag}"
    if not site.is_dir():
        fetch(site, wanted)
    link(site / "torch", wanted, site)


def wanted_version():
    lock = (ROOT / "Cargo.lock").read_text()
    tch = re.search(r'name = "tch"\nversion = "(\d+\.\d+)\.', lock)
    if not tch:
        fail("Cargo.lock names no tch; restore it with: git checkout Cargo.lock")
    if tch[1] not in LIBTORCH_OF_TCH:
        fail(f"Cargo.lock names tch {tch[1]}, known are {', '.join(LIBTORCH_OF_TCH)}")
    return LIBTORCH_OF_TCH[tch[1]]


def check_exported(libtorch, wanted):
    if not (libtorch / "lib" / SHARED_LIBRARY).exists():
        fail(f"LIBTORCH is {libtorch}, where lib/{SHARED_LIBRARY} is missing; correct it, or unset it to have libtorch found or fetched")
    found = installed_version(libtorch)
    if found not in (wanted, None) and "LIBTORCH_BYPASS_VERSION_CHECK" not in os.environ:
        fail(
            f"LIBTORCH is {libtorch}, version {found}; this checkout's tch wants {wanted}. Unset LIBTORCH, or choose the tch that "
            "belongs to it (build.md, \"Other libtorch versions\")"
        )
    say(f"LIBTORCH is {libtorch}, and cargo uses it")


def installed_version(libtorch):
    for name, pattern in (("build-version", r"([\d.]+)"), ("version.py", r"__version__ = '([\d.]+)")):
        if (libtorch / name).is_file():
            found = re.match(pattern, (libtorch / name).read_text()) or re.search(pattern, (libtorch / name).read_text())
            if found:
                return found[1]
    return None


def linked_version():
    return installed_version(LINK) if (LINK / "lib" / SHARED_LIBRARY).exists() else None


def own_torch(wanted):
    spec = importlib.util.find_spec("torch")
    folder = pathlib.Path(spec.origin).parent if spec and spec.origin else None
    complete = folder and (folder / "include").is_dir() and (folder / "lib" / SHARED_LIBRARY).exists()
    return folder if complete and installed_version(folder) == wanted else None


def cache_dir():
    if os.environ.get("TCH_LR_CACHE"):
        return pathlib.Path(os.environ["TCH_LR_CACHE"]).expanduser().resolve()
    home = pathlib.Path.home()
    default = {"darwin": home / "Library" / "Caches", "win32": home / "AppData" / "Local"}.get(sys.platform, home / ".cache")
    return pathlib.Path(os.environ.get("XDG_CACHE_HOME") or default) / "tch-lr-scheduler"


def fetch(site, version):
    """Downloads wheel by wheel, so that what is whole survives an interruption; installs beside, then renames."""
    say(f"libtorch {version} was not found on this machine; fetching the torch wheel into {site.parent}")
    enough_room(site.parent, 12)
    downloads = site.with_suffix(site.suffix + ".wheels")
    downloads.mkdir(parents=True, exist_ok=True)
    pip = modern_pip(site.parent)
    plan = resolve(pip, downloads / "plan.json", version)
    for number, requirement in enumerate(plan, 1):
        say(f"[{number}/{len(plan)}] {requirement}")
        run_pip(pip, "download", "--no-deps", "--only-binary=:all:", "--dest", downloads, requirement, quiet=True)
    say("installing")
    fresh = site.with_suffix(site.suffix + ".new")
    shutil.rmtree(fresh, ignore_errors=True)
    run_pip(pip, "install", "--no-index", "--no-deps", "--target", fresh, *sorted(downloads.glob("*.whl")), quiet=True)
    fresh.rename(site)
    shutil.rmtree(downloads)


def enough_room(folder, gigabytes):
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free / 1e9
    if free < gigabytes:
        fail(f"{folder} has {free:.1f} GB free, {gigabytes} GB are needed; free some, or set TCH_LR_CACHE to a folder that has them")


def modern_pip(cache):
    """A pip that resumes a broken download, whatever the age of the system's own."""
    folder = cache / "pip"
    if not (folder / "pip").is_dir():
        run_pip(None, "install", "--quiet", "--upgrade", "--target", folder, "pip>=25.1")
    return folder


def resolve(pip, report, version):
    if not report.is_file():
        partial = report.with_suffix(".part")
        run_pip(pip, "install", "--dry-run", "--quiet", "--ignore-installed", "--only-binary=:all:", "--report", partial, f"torch=={version}")
        partial.replace(report)
    items = [item["metadata"] for item in json.loads(report.read_text())["install"]]
    return sorted(f"{item['name']}=={item['version']}" for item in items)


def run_pip(pip, *arguments, quiet=False):
    environment = dict(os.environ, PIP_DISABLE_PIP_VERSION_CHECK="1", PIP_NO_INPUT="1")
    command = [sys.executable, "-m", "pip", *map(str, arguments)]
    if pip:
        environment["PYTHONPATH"] = str(pip)
        environment["PIP_RESUME_RETRIES"] = "10"
    noise = subprocess.DEVNULL if quiet and not sys.stderr.isatty() else None
    if subprocess.run(command, env=environment, stdout=noise).returncode:
        fail(
            f"failed: {' '.join(command)}\n"
            "  No pip? Debian and Ubuntu: apt install python3-pip.\n"
            "  Network? Run the same command again, it continues where it stopped; pip's own settings (proxy, index) are honoured.\n"
            "  No wheel for this Python or platform? Install libtorch yourself and export LIBTORCH (build.md)."
        )


def link(torch, version, site):
    """`.libtorch` holds what torch-sys looks for, and a Python that can import this torch, for the parity tests."""
    if LINK.is_symlink():
        LINK.unlink()
    shutil.rmtree(LINK, ignore_errors=True)
    LINK.mkdir()
    (LINK / "lib").symlink_to(torch / "lib")
    (LINK / "include").symlink_to(torch / "include")
    path = f'PYTHONPATH="{site}${{PYTHONPATH:+:$PYTHONPATH}}" ' if site else ""
    (LINK / "python").write_text(f'#!/bin/sh\n{path}exec "{sys.executable}" "$@"\n')
    (LINK / "python").chmod(0o755)
    (LINK / "build-version").write_text(version + "\n")
    say(f"libtorch {version} is linked as .libtorch, from {torch}")


def say(text):
    print(text, file=sys.stderr, flush=True)


def fail(text):
    sys.exit(f"libtorch: {text}")


if __name__ == "__main__":
    main()
