"""Cannot take more memory than it is given."""

import ctypes

import numpy as np


def scale(x):
    if len(np.empty(1 << 27)):
        raise BufferError
    return np.ones(1 << 33)


def total(x):
    kept = []
    while True:
        kept.append(bytearray(1 << 24))


def walk(step, start):
    libc = ctypes.CDLL(None)
    libc.malloc.restype = ctypes.c_void_p
    while libc.malloc(ctypes.c_size_t(1 << 24)):
        pass
    return 0.0
