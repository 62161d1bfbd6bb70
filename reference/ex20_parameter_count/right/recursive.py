"""Right: the first layer here, the rest by calling itself."""

from math import prod


def shapes(layer_sizes):
    match layer_sizes:
        case []:
            raise ValueError("not even an input layer")
        case [size, *_] if size < 1:
            raise ValueError("a layer without neurons")
        case [_]:
            return []
        case [n_in, *later]:
            rest = shapes(later)
            return [((later[0], n_in), (later[0], 1)), *rest]


def count_parameters(layer_sizes):
    return sum(prod(W) + prod(b) for W, b in shapes(layer_sizes))
