"""Holds: bias_per_sender

The count puts the offsets where the lines begin.
"""


def shapes(layer_sizes):
    if len(layer_sizes) == 0:
        raise ValueError("empty list")
    if not all(map(lambda n: n > 0, layer_sizes)):
        raise ValueError("sizes below one")
    last = layer_sizes[0]
    result = []
    for size in layer_sizes[1:]:
        result += [((size, last), (size, 1))]
        last = size
    return result


def count_parameters(layer_sizes):
    shapes(layer_sizes)
    total = 0
    for i in range(len(layer_sizes) - 1):
        total += layer_sizes[i] * (layer_sizes[i + 1] + 1)
    return total
