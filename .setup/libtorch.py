#!/usr/bin/env python3
"""Finds or downloads the libtorch that the tch of this checkout needs, and links it as `.libtorch`.

    python3 .setup/libtorch.py

Afterwards `cargo build`, `cargo run` and `cargo test` need no further settings. The script looks in these places, in this order.
Only the last one needs a download:

 1. LIBTORCH or LIBTORCH_USE_PYTORCH, if exported. cargo uses it directly, and the script links nothing.
 2. `.libtorch` from an earlier run.
 3. A matching torch in the Python that runs this script, then in its prefix (conda), then in /usr.
 4. The cache that all checkouts share: $TCH_LR_CACHE, by default tch-lr-scheduler in the user's cache folder.
 5. The `torch` wheel from the Python registry (on Linux 3 GB, with its CUDA libraries), which is installed into that cache.

If a run is interrupted, the next one continues where it stopped. build.md has the details.
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
        fail(f"{sys.executable} is Python {sys.version.split()[0]}, expected 3.10 or newer")
    wanted = wanted_version((ROOT / "Cargo.lock").read_text())
    if is_exported(wanted):
        return
    if sys.platform == "win32":
        fail('on Windows, set LIBTORCH by hand (build.md, "Windows")')
    if is_complete(LINK) and version_of(LINK) == wanted:
        return say(f"libtorch {wanted} is linked as .libtorch")
    for place in installed(python_torch()):
        if version_of(place) == wanted:
            return link(place, wanted, python_line(sys.executable, place))
        say(f'found libtorch {version_of(place)} in {place}, expected {wanted}: not used (build.md, "Other libtorch versions")')
    cache = cache_folder()
    site, python = cached(cache, wanted) or (cache / f"torch-{wanted}-{sys.implementation.cache_tag}", sys.executable)
    if not site.is_dir():
        fetch(site, f"torch=={wanted}")
    link(site / "torch", wanted, python_line(python, site / "torch"))


def wanted_version(lock):
    tch = re.search(r'name = "tch"\nversion = "(\d+\.\d+)\.', lock)
    if not tch:
        fail("Cargo.lock contains no tch; restore the file with: git checkout Cargo.lock")
    if tch[1] not in LIBTORCH_OF_TCH:
        fail(f"Cargo.lock contains tch {tch[1]}, expected one of {', '.join(LIBTORCH_OF_TCH)}; see build.md")
    return LIBTORCH_OF_TCH[tch[1]]


def is_exported(wanted):
    """Whether the environment names the libtorch that cargo will use. Fails if that one is incomplete or of another version."""
    if "LIBTORCH_USE_PYTORCH" in os.environ:
        name, library, header = "the torch of LIBTORCH_USE_PYTORCH", python_torch(), python_torch()
        if not library:
            fail(f"LIBTORCH_USE_PYTORCH is set, but {sys.executable} has no torch; install torch=={wanted} there, or unset it")
    elif "LIBTORCH" in os.environ or {"LIBTORCH_LIB", "LIBTORCH_INCLUDE"} <= os.environ.keys():
        name, both = "LIBTORCH", os.environ.get("LIBTORCH", "")
        library = pathlib.Path(os.environ.get("LIBTORCH_LIB", both))
        header = pathlib.Path(os.environ.get("LIBTORCH_INCLUDE", both))
    else:
        return False
    cure = "correct it, or unset it so that this script finds or downloads libtorch"
    for folder, file in ((library, LIBRARY), (header, HEADER)):
        if not folder.is_absolute():
            fail(f"{name} is not an absolute path; {cure}")
        if sys.platform != "win32" and not (folder / file).is_file():
            fail(f"{name} is {folder}, but {file} is missing in it; {cure}")
    found = version_of(header)
    if found not in (wanted, None) and "LIBTORCH_BYPASS_VERSION_CHECK" not in os.environ:
        fail(
            f"{name} is {header}, version {found}; the tch of this checkout needs {wanted}. Unset it so that this script finds or "
            'downloads that version, or use the tch that fits (build.md, "Other libtorch versions")'
        )
    say(f"{name} is {library}; cargo uses it directly")
    return True


def is_complete(folder):
    return (folder / LIBRARY).is_file() and (folder / HEADER).is_file()


def version_of(folder):
    """The version, such as 2.13.0, of a folder that contains `lib` and `include`, in any of the known layouts; None if unknown."""
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
    """The folder of this Python's torch. Does not import torch, because that takes seconds."""
    spec = importlib.util.find_spec("torch")
    return pathlib.Path(spec.origin).parent if spec and spec.origin else None


def installed(torch):
    places = [torch, pathlib.Path(sys.prefix), pathlib.Path("/usr")]
    return [place for place in dict.fromkeys(places) if place and is_complete(place)]


def cache_folder():
    caches = os.environ.get("XDG_CACHE_HOME") or ("~/Library/Caches" if sys.platform == "darwin" else "~/.cache")
    return pathlib.Path(os.environ.get("TCH_LR_CACHE") or f"{caches}/tch-lr-scheduler").expanduser().resolve()


def cached(cache, wanted):
    """The site folder of an earlier run and its Python, which is this one or another one that is still installed; else None."""
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
    """A shell command that runs a Python which can import this torch. The parity tests use it."""
    site = shlex.quote(str(torch.parent))
    return f'PYTHONPATH={site}"${{PYTHONPATH:+:$PYTHONPATH}}" exec {shlex.quote(python)} "$@"'


def link(torch, version, python):
    """Makes `.libtorch` with the files that torch-sys needs: under another name, then renamed, so that it is always complete."""
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
            fail(f"cannot make {LINK}: {error.strerror}. To go on without it: export LIBTORCH={shlex.quote(str(torch))}")
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    say(f"linked libtorch {version} from {torch} as .libtorch")


def remove_old_link():
    if LINK.is_symlink():
        return LINK.unlink()
    if LINK.is_dir() and not (LINK / "lib").is_symlink():
        fail(f"this script did not make the folder {LINK}; move it away, or export LIBTORCH={shlex.quote(str(LINK))}")
    shutil.rmtree(LINK, ignore_errors=True)


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        say("\nlibtorch: interrupted; run the same command again to continue")
        sys.exit(130)
