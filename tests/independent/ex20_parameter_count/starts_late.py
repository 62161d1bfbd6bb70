"""Holds: skips_first, first_shapes_missing

The loop starts at 2, because list index 0 is the input and 1 the layer after it.
"""


def verify(sizes):
    assert isinstance(sizes, list)
    if sizes == [] or min(sizes) < 1:
        raise ValueError("sizes must be positive")


def shapes(layer_sizes):
    verify(layer_sizes)
    found = []
    for k in range(2, len(layer_sizes)):
        n, p = layer_sizes[k], layer_sizes[k - 1]
        found.append(((n, p), (n, 1)))
    return found


def count_parameters(layer_sizes):
    verify(layer_sizes)
    total = 0
    for k in range(2, len(layer_sizes)):
        total += layer_sizes[k] * (layer_sizes[k - 1] + 1)
    return total
