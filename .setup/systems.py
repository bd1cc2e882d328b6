#!/usr/bin/env python3
"""Checks the types of the crate for macOS and Windows, without libtorch and without a linker of those systems.

    python3 .setup/systems.py

Nothing is linked or run there. tch's feature `doc-only` stands in for libtorch, and the command `true` for the C compiler of a
dependency of tch. On a machine without rustup or network, the script says that it skips a target and succeeds, unless it has
`--required`.
"""

import os

from commands import arguments, last_line, say, shown, skip, tried
from libtorch import ROOT
from static import has_target

# The command line, as `cargo install` builds it, and the whole crate.
CLI, WHOLE = ["--no-default-features", "--features", "cli"], ["--features", "tch/doc-only,cli,progress"]
# With MSVC, the build scripts of tch's dependencies need the objects that a C compiler makes.
TARGETS = {
    "aarch64-apple-darwin": [CLI, WHOLE],
    "x86_64-apple-darwin": [CLI, WHOLE],
    "x86_64-pc-windows-gnu": [CLI, WHOLE],
    "x86_64-pc-windows-msvc": [CLI],
}


def main():
    options = arguments(__doc__).parse_args()
    checked = [target for target in TARGETS if is_there(target)]
    if len(checked) < len(TARGETS):
        missing = ", ".join(target for target in TARGETS if target not in checked)
        if not checked or options.required:
            skip(f"no standard library for {missing}, and rustup cannot add it", options.required)
        say(f"== skipped: systems: {missing}")
    for target in checked:
        for features in TARGETS[target]:
            shown("cargo", "check", "--quiet", "--locked", "--target", target, *features, env=environment(target))
    say(f"systems: {', '.join(checked)}: the types are right")


def environment(target):
    own = target.replace("-", "_")
    tools = {f"{tool}_{own}": "true" for tool in ("CC", "CXX", "AR")}
    # No LIBTORCH: on Windows, only its absence says that a build is without libtorch.
    return {**os.environ, **tools, "LIBTORCH": "", "CARGO_TARGET_DIR": str(ROOT / "target" / "systems")}


def is_there(target):
    """Whether this Rust can check for the target, after an attempt to add it."""
    if has_target(target):
        return True
    added = tried("rustup", "target", "add", target)
    if added.returncode:
        say(f"'rustup target add {target}' failed: {last_line(added.stderr)}")
    return added.returncode == 0


if __name__ == "__main__":
    main()
