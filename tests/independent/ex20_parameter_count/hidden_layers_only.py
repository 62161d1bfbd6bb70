"""Holds: skips_last

Only hidden layers are counted; the output is what comes out.
"""


def shapes(layer_sizes):
    if not layer_sizes:
        raise ValueError("empty")
    for size in layer_sizes:
        if size < 1:
            raise ValueError(size)
    return [
        ((n_out, n_in), (n_out, 1))
        for n_in, n_out in zip(layer_sizes, layer_sizes[1:], strict=False)
    ]


def count_parameters(layer_sizes):
    all_of_them = shapes(layer_sizes)
    total = 0
    for (rows, columns), (biases, _) in all_of_them[:-1]:
        total += rows * columns + biases
    return total
