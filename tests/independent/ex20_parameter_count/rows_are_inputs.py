"""Holds: shape_turned, zero_accepted

A dictionary per layer; the weights lie the way a framework stores them.
"""


def describe(sizes):
    if not sizes:
        raise ValueError("empty")
    if any(n < 0 for n in sizes):
        raise ValueError("negative")
    return [
        {"W": (sizes[i], sizes[i + 1]), "b": (sizes[i + 1], 1)}
        for i in range(len(sizes) - 1)
    ]


def shapes(layer_sizes):
    return [(layer["W"], layer["b"]) for layer in describe(layer_sizes)]


def count_parameters(layer_sizes):
    total = 0
    for layer in describe(layer_sizes):
        total += layer["W"][0] * layer["W"][1] + layer["b"][0]
    return total
