"""Packs numbers for JSON as the bits of big-endian doubles, in hexadecimal, so that nothing is rounded."""

import struct


def pack(values):
    return struct.pack(f">{len(values)}d", *values).hex()


def unpack(text):
    return struct.unpack(f">{len(text) // 16}d", bytes.fromhex(text))
