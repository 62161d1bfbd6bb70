"""Wrong: the sizes are popped off the caller's list."""


def check(layer_sizes):
    if len(layer_sizes) == 0:
        raise ValueError("no layers at all")
    if any(size < 1 for size in layer_sizes):
        raise ValueError("every layer needs a neuron")


def shapes(layer_sizes):
    check(layer_sizes)
    result = []
    n_in = layer_sizes.pop(0)
    while layer_sizes:
        n_out = layer_sizes.pop(0)
        result.append(((n_out, n_in), (n_out, 1)))
        n_in = n_out
    return result


def count_parameters(layer_sizes):
    return sum(rows * columns + rows for (rows, columns), _ in shapes(layer_sizes))
