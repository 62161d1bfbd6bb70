"""Holds: sizes_unchecked

An empty list has no first entry; everything else is multiplied as it comes.
"""


def shapes(layer_sizes):
    if layer_sizes == []:
        raise ValueError("no input layer")
    return [
        ((layer_sizes[i], layer_sizes[i - 1]), (layer_sizes[i], 1))
        for i in range(len(layer_sizes))
        if i
    ]


def count_parameters(layer_sizes):
    return sum(o * i + o for (o, i), _ in shapes(layer_sizes))
