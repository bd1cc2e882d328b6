#!/usr/bin/env python3
"""Finds or fetches the libtorch that this checkout's tch wants, and links it as `.libtorch`.

    python3 .setup/libtorch.py

Afterwards plain `cargo build`, `cargo run` and `cargo test` work. Looked at in this order, and only the last one downloads:

 1. LIBTORCH, or LIBTORCH_USE_PYTORCH, where it is exported: cargo uses it as it is, and nothing is linked.
 2. `.libtorch`, where an earlier run left it.
 3. A matching torch in the Python that runs this script, then in its prefix (conda), then in /usr.
 4. The cache, shared by all checkouts: $TCH_LR_CACHE, else tch-lr-scheduler in the user's cache folder.
 5. The `torch` wheel from the Python registry (3 GB with its CUDA libraries on Linux), into that cache.

A run that is cut off continues where it stopped. build.md says more.
"""

import importlib.util
import os
import pathlib
import re
import shlex
import shutil
import sys

from wheels import fail, fetch, say

ROOT = pathlib.Path(__file__).resolve().parent.parent
LINK = ROOT / ".libtorch"
LIBTORCH_OF_TCH = {"0.20": "2.7.0", "0.22": "2.9.0", "0.23": "2.10.0", "0.24": "2.11.0", "0.26": "2.13.0"}
LIBRARY = pathlib.Path("lib", "libtorch.dylib" if sys.platform == "darwin" else "libtorch.so")
HEADER = pathlib.Path("include", "torch", "csrc", "api", "include", "torch", "torch.h")


def main():
    if sys.version_info < (3, 10):
        fail(f"Python 3.10 or newer is needed, this is {sys.version.split()[0]} ({sys.executable})")
    wanted = wanted_version((ROOT / "Cargo.lock").read_text())
    if is_exported(wanted):
        return
    if sys.platform == "win32":
        fail('on Windows, set LIBTORCH (build.md, "Windows")')
    if is_complete(LINK) and version_of(LINK) == wanted:
        return say(f"libtorch {wanted} is linked as .libtorch")
    for place in installed(python_torch()):
        if version_of(place) == wanted:
            return link(place, wanted, python_line(sys.executable, place))
        say(f'found libtorch {version_of(place)} in {place}, wanted is {wanted} (build.md, "Other libtorch versions")')
    cache = cache_folder()
    site, python = cached(cache, wanted) or (cache / f"torch-{wanted}-{sys.implementation.cache_tag}", sys.executable)
    if not site.is_dir():
        fetch(site, f"torch=={wanted}")
    link(site / "torch", wanted, python_line(python, site / "torch"))


def wanted_version(lock):
    tch = re.search(r'name = "tch"\nversion = "(\d+\.\d+)\.', lock)
    if not tch:
        fail("Cargo.lock names no tch; restore it with: git checkout Cargo.lock")
    if tch[1] not in LIBTORCH_OF_TCH:
        fail(f"Cargo.lock names tch {tch[1]}; take one of {', '.join(LIBTORCH_OF_TCH)} (build.md)")
    return LIBTORCH_OF_TCH[tch[1]]


def is_exported(wanted):
    """Whether the environment already says which libtorch cargo will use; what is wrong there is said, not worked around."""
    if "LIBTORCH_USE_PYTORCH" in os.environ:
        name, library, header = "the torch of LIBTORCH_USE_PYTORCH", python_torch(), python_torch()
        if not library:
            fail(f"LIBTORCH_USE_PYTORCH is set, and {sys.executable} has no torch; install torch=={wanted} there, or unset it")
    elif "LIBTORCH" in os.environ or {"LIBTORCH_LIB", "LIBTORCH_INCLUDE"} <= os.environ.keys():
        name, both = "LIBTORCH", os.environ.get("LIBTORCH", "")
        library = pathlib.Path(os.environ.get("LIBTORCH_LIB", both))
        header = pathlib.Path(os.environ.get("LIBTORCH_INCLUDE", both))
    else:
        return False
    cure = "correct it, or unset it to have libtorch found or fetched"
    for folder, file in ((library, LIBRARY), (header, HEADER)):
        if not folder.is_absolute():
            fail(f"{name} is not an absolute path; {cure}")
        if sys.platform != "win32" and not (folder / file).is_file():
            fail(f"{name} is {folder}, where {file} is missing; {cure}")
    found = version_of(header)
    if found not in (wanted, None) and "LIBTORCH_BYPASS_VERSION_CHECK" not in os.environ:
        fail(
            f"{name} is {header}, version {found}; this checkout's tch wants {wanted}. Unset it to have that found or fetched, "
            'or take the tch that belongs to it (build.md, "Other libtorch versions")'
        )
    say(f"{name} is {library}, and cargo uses it")
    return True


def is_complete(folder):
    return (folder / LIBRARY).is_file() and (folder / HEADER).is_file()


def version_of(folder):
    """2.13.0 for a folder that holds `lib` and `include`, whoever laid it out; None where it does not say."""
    for file, pattern in (
        ("build-version", r"(\d+\.\d+\.\d+)"),
        ("version.py", r"__version__ = '(\d+\.\d+\.\d+)"),
        ("include/torch/headeronly/version.h", r'TORCH_VERSION[\s\\]+"(\d+\.\d+\.\d+)'),
        ("include/torch/csrc/api/include/torch/version.h", r'TORCH_VERSION[\s\\]+"(\d+\.\d+\.\d+)'),
    ):
        if (folder / file).is_file():
            found = re.search(pattern, (folder / file).read_text(errors="replace"))
            if found:
                return found[1]
    return None


def python_torch():
    """The torch of this Python, not imported, for that takes seconds."""
    spec = importlib.util.find_spec("torch")
    return pathlib.Path(spec.origin).parent if spec and spec.origin else None


def installed(torch):
    places = [torch, pathlib.Path(sys.prefix), pathlib.Path("/usr")]
    return [place for place in dict.fromkeys(places) if place and is_complete(place)]


def cache_folder():
    caches = os.environ.get("XDG_CACHE_HOME") or ("~/Library/Caches" if sys.platform == "darwin" else "~/.cache")
    return pathlib.Path(os.environ.get("TCH_LR_CACHE") or f"{caches}/tch-lr-scheduler").expanduser().resolve()


def cached(cache, wanted):
    """What an earlier run fetched, and the Python it fetched it for: this one, or another that is still there."""
    own = cache / f"torch-{wanted}-{sys.implementation.cache_tag}"
    if own.is_dir():
        return own, sys.executable
    for site in sorted(cache.glob(f"torch-{wanted}-cpython-3*")):
        minor = re.fullmatch(r".*-cpython-3(\d+)", site.name)
        python = minor and shutil.which(f"python3.{minor[1]}")
        if python:
            return site, python
    return None


def python_line(python, torch):
    """A Python that can import this torch, for the parity tests."""
    site = shlex.quote(str(torch.parent))
    return f'PYTHONPATH={site}"${{PYTHONPATH:+:$PYTHONPATH}}" exec {shlex.quote(python)} "$@"'


def link(torch, version, python):
    """`.libtorch` has what torch-sys looks for. It is made beside and renamed, so that there is never half of one."""
    fresh = ROOT / f".libtorch.{os.getpid()}"
    try:
        fresh.mkdir()
        (fresh / "lib").symlink_to(torch / "lib")
        (fresh / "include").symlink_to(torch / "include")
        (fresh / "build-version").write_text(version + "\n")
        (fresh / "python").write_text(f"#!/bin/sh\n{python}\n")
        (fresh / "python").chmod(0o755)
        remove_old_link()
        fresh.rename(LINK)
    except OSError as error:
        if not (is_complete(LINK) and version_of(LINK) == version):
            fail(f"{LINK} cannot be made ({error.strerror}). Instead of it: export LIBTORCH={shlex.quote(str(torch))}")
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    say(f"libtorch {version} is linked as .libtorch, from {torch}")


def remove_old_link():
    if LINK.is_symlink():
        return LINK.unlink()
    if LINK.is_dir() and not (LINK / "lib").is_symlink():
        fail(f"{LINK} is a folder that this script did not make; move it away, or export LIBTORCH={shlex.quote(str(LINK))}")
    shutil.rmtree(LINK, ignore_errors=True)


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        say("\nlibtorch: stopped; the same command continues")
        sys.exit(130)
