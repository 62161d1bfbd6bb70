"""Holds: empties_its_lists

From the back to the front, each size removed once it is used.
"""


def _look(layer_sizes):
    if layer_sizes and min(layer_sizes) > 0:
        return
    raise ValueError("a size is missing or too small")


def count_parameters(layer_sizes):
    _look(layer_sizes)
    total = 0
    while len(layer_sizes) > 1:
        n = layer_sizes.pop()
        total += n * layer_sizes[-1] + n
    return total


def shapes(layer_sizes):
    _look(layer_sizes)
    done = []
    while len(layer_sizes) > 1:
        n = layer_sizes.pop()
        done.insert(0, ((n, layer_sizes[-1]), (n, 1)))
    return done
