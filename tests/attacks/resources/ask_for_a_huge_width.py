"""Cannot take memory by a width, a count or a precision in a format."""

import itertools
import struct

WIDE = 1 << 34


def scale(x):
    return str(len(x)).zfill(1 << 30)


def total(x):
    return f"{x.sum():>{1 << 30}}"


def walk(step, start):
    wide = step.__name__.ljust(WIDE)
    return list(itertools.product(*[range(1000)] * 1000)) or wide


def label(x):
    return {"result": struct.pack(f"{WIDE}s", b"").decode()}
