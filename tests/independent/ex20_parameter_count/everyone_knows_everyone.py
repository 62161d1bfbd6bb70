"""Holds: full_connection

All combinations of two layers, not only neighbours.
"""

from itertools import combinations


def problem(layer_sizes):
    if len(layer_sizes) < 1:
        return "empty"
    return "too small" if sorted(layer_sizes)[0] < 1 else ""


def shapes(layer_sizes):
    if problem(layer_sizes):
        raise ValueError(problem(layer_sizes))
    ins, outs = layer_sizes[:-1], layer_sizes[1:]
    return [((o, i), (o, 1)) for i, o in zip(ins, outs, strict=True)]


def count_parameters(layer_sizes):
    if problem(layer_sizes):
        raise ValueError(problem(layer_sizes))
    weights = sum(a * b for a, b in combinations(layer_sizes, 2))
    return weights + sum(layer_sizes) - layer_sizes[0]
