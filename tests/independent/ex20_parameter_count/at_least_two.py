"""Holds: single_entry_refused

A network joins an input and an output, so two sizes are the least.
"""


def shapes(layer_sizes):
    first, *others = layer_sizes if len(layer_sizes) > 1 else [0]
    if first < 1 or any(n < 1 for n in others):
        raise ValueError("not a network")
    reads = [first, *others[:-1]]
    return [((n, r), (n, 1)) for n, r in zip(others, reads, strict=True)]


def count_parameters(layer_sizes):
    return sum(n * (r + 1) for (n, r), _ in shapes(layer_sizes))
