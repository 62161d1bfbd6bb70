"""Holds: bias_for_inputs

Weights from the shapes, one offset for every dot in the drawing.
"""


def shapes(layer_sizes):
    if any(n <= 0 for n in layer_sizes) or layer_sizes == []:
        raise ValueError(layer_sizes)
    out = []
    for i, n in enumerate(layer_sizes):
        if i > 0:
            out.append(((n, layer_sizes[i - 1]), (n, 1)))
    return out


def count_parameters(layer_sizes):
    weights = sum(rows * columns for (rows, columns), _ in shapes(layer_sizes))
    offsets = 0
    for n in layer_sizes:
        offsets += n
    return weights + offsets
