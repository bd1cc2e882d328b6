"""Runs a program of examples/python in this process, so that torch is imported once."""

import contextlib
import pathlib
import runpy
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent


def run_program(script, arguments):
    path = str(ROOT / script)
    found, sys.argv = sys.argv, [path, *arguments]
    try:
        # Standard output is for answers.
        with contextlib.redirect_stdout(sys.stderr):
            runpy.run_path(path, run_name="__main__")
    finally:
        sys.argv = found
    return {}
