#!/bin/sh
# Runs the bundle on this machine, and writes report.json and report.md beside this file: sh run.sh [PYTHON]
# PYTHON is a Python with the torch that the bundle was built for (default: python3).
cd "$(dirname "$0")" || exit 1
exec "${1:-python3}" run.py
