"""Cannot take more memory by little more at every call."""

import ctypes

import numpy as np

KEPT = []


def keep():
    for _ in range(8):
        KEPT.append(np.ones(1 << 22))
    if sum(block.nbytes for block in KEPT) > 256 << 20:
        raise BufferError("got through")


def scale(x):
    keep()
    return x


def total(x):
    keep()
    return 0.0


def walk(step, start):
    for _ in range(100):
        KEPT.append(ctypes.create_string_buffer(1 << 22))
        step(0.0)
    return 0.0
