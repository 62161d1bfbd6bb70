"""Holds: sizes_multiplied

`math.prod` of the whole list.
"""

from math import prod


def shapes(layer_sizes):
    if not all(size >= 1 for size in layer_sizes) or not layer_sizes:
        raise ValueError(f"cannot build {layer_sizes}")
    pairs = zip(layer_sizes[1:], layer_sizes, strict=False)
    return [(pair, (pair[0], 1)) for pair in pairs]


def count_parameters(layer_sizes):
    shapes(layer_sizes)
    return prod(layer_sizes)
