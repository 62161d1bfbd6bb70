"""Holds: sizes_added

Inputs plus neurons plus biases, layer by layer, with `reduce`.
"""

from functools import reduce


def ensure(sizes):
    if not sizes or [s for s in sizes if s < 1]:
        raise ValueError("no")
    return sizes


def shapes(layer_sizes):
    sizes = ensure(layer_sizes)
    return list(map(lambda i, o: ((o, i), (o, 1)), sizes[:-1], sizes[1:]))


def count_parameters(layer_sizes):
    sizes = ensure(layer_sizes)

    def add(state, size):
        total, before = state
        return total + before + size + size, size

    total, _ = reduce(add, sizes[1:], (0, sizes[0]))
    return total
