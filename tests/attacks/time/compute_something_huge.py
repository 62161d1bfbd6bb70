"""Cannot outlast its deadline inside of one call to NumPy."""

import numpy as np


def scale(x):
    large = np.arange(640_000.0).reshape(800, 800) % 97
    return np.linalg.eigvals(large)


def total(x):
    side = np.ones(600)
    return np.einsum("i,j,k,l->", side, side, side, side)


def walk(step, start):
    wide = np.lib.stride_tricks.as_strided(np.ones(1), (1 << 20, 1 << 20), (0, 0))
    return wide.sum()


def label(x):
    return {"result": np.base_repr(3 ** (1 << 20), 3)}
