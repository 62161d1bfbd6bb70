"""Right: the bias as one more input that is always 1, so (n_in + 1) * n_out."""


def refuse_bad(layer_sizes):
    if len(layer_sizes) == 0:
        raise ValueError("no layers")
    for size in layer_sizes:
        if size <= 0:
            raise ValueError(f"{size} neurons")


def count_parameters(layer_sizes):
    refuse_bad(layer_sizes)
    first, *rest = layer_sizes
    total = 0
    for size in rest:
        total += (first + 1) * size
        first = size
    return total


def shapes(layer_sizes):
    refuse_bad(layer_sizes)
    return tuple(
        [[layer_sizes[i], layer_sizes[i - 1]], [layer_sizes[i], 1]]
        for i in range(1, len(layer_sizes))
    )
