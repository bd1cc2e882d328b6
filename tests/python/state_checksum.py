"""Verifies the checksums of state files, from the documentation of `State::to_json` alone and not with the crate.

Usage: state_checksum.py FILE... For each file, it prints the name and whether the checksum holds. The exit status is 1 if one does not.
"""

import json
import struct
import sys

LARGEST = 2**64 - 1


def whole(text):
    value = int(text)
    return value if not text.startswith("-") and value <= LARGEST else float(text)


def counted(tag, items):
    return bytes([tag]) + struct.pack(">Q", len(items))


def encoded(value):
    if value is None:
        return bytes([0])
    if isinstance(value, bool):
        return bytes([1, value])
    if isinstance(value, int) and int(float(value)) != value and value != LARGEST:
        return bytes([3]) + struct.pack(">Q", value)
    if isinstance(value, (int, float)):
        return bytes([2]) + struct.pack(">d", value)
    if isinstance(value, str):
        text = value.encode()
        return counted(4, text) + bytes([4]) + text
    if isinstance(value, list):
        return counted(5, value) + b"".join(map(encoded, value))
    fields = sorted((name.encode(), encoded(name) + encoded(field)) for name, field in value.items())
    return counted(6, fields) + b"".join(field for _, field in fields)


def checksum(state):
    value = 0xCBF29CE484222325
    for byte in encoded({name: field for name, field in state.items() if name != "checksum"}):
        value = (value ^ byte) * 0x100000001B3 % 2**64
    return f"{value:016x}"


all_hold = True
for path in sys.argv[1:]:
    with open(path, encoding="utf-8") as file:
        state = json.load(file, parse_int=whole)
    expected, found = checksum(state), state.get("checksum")
    all_hold &= found == expected
    print(f"{path}: " + ("holds" if found == expected else f"does not hold, expected {expected}, found {found}"))
sys.exit(0 if all_hold else 1)
