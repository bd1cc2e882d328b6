"""Reads logs with Python's csv and json. Reads a JSON list of two paths; writes for each name its steps and values, as hex floats."""

import csv
import json
import sys


def refuse(constant):
    raise ValueError(f"{constant} is not JSON")


def rows(path):
    with open(path, newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file, strict=True):
            if None in row or None in row.values():
                raise ValueError(f"a row of another length: {row}")
            yield {name: float(field) for name, field in row.items() if field}


def objects(path):
    with open(path, encoding="utf-8") as file:
        for line in file:
            yield {name: float(value) for name, value in json.loads(line, parse_constant=refuse).items()}


def series(entries):
    points = {}
    for entry in entries:
        step = entry.pop("step")
        for name, value in entry.items():
            points.setdefault(name, []).append([step.hex(), value.hex()])
    return points


table, lines = json.load(sys.stdin)
json.dump([series(rows(table)), series(objects(lines))], sys.stdout)
