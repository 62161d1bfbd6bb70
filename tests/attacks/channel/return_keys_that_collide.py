"""Cannot slow the judge down with keys that collide."""


def label(x):
    return {i * (2**61 - 1): "x" for i in range(50_000)}


def scale(x):
    return {i * (2**61 - 1): 0.0 for i in range(50_000)}
