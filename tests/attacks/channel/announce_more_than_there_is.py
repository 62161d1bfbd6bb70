"""Cannot have the judge make room for a frame that is only announced.

Promise: flood
"""

import os


def announce(size):
    os.write(3, size.to_bytes(4, "little") + b"m")


def scale(x):
    announce((1 << 32) - 1)
    return x


def total(x):
    announce(1 << 31)
    return 0.0


def walk(step, start):
    announce((64 << 20) + 1)
    return start


def label(x):
    announce(17 << 20)
    return {"result": ""}
