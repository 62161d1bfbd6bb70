"""Holds: no_biases

Pairs of neighbours from `itertools`; a parameter is a line in the drawing.
"""

from itertools import pairwise


def guard(layer_sizes):
    if not layer_sizes:
        raise ValueError("nothing to count")
    if min(layer_sizes) <= 0:
        raise ValueError("sizes start at 1")


def shapes(layer_sizes):
    guard(layer_sizes)
    return [((after, before), (after, 1)) for before, after in pairwise(layer_sizes)]


def count_parameters(layer_sizes):
    guard(layer_sizes)
    return sum(before * after for before, after in pairwise(layer_sizes))
