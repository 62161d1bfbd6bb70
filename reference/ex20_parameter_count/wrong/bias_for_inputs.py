"""Wrong: every entry of the list gets a bias, the inputs, too."""


def check(layer_sizes):
    if len(layer_sizes) == 0:
        raise ValueError("no layers at all")
    if any(size < 1 for size in layer_sizes):
        raise ValueError("every layer needs a neuron")


def shapes(layer_sizes):
    check(layer_sizes)
    result = []
    for n_in, n_out in zip(layer_sizes, layer_sizes[1:], strict=False):
        result.append(((n_out, n_in), (n_out, 1)))
    return result


def count_parameters(layer_sizes):
    check(layer_sizes)
    weights = 0
    for n_in, n_out in zip(layer_sizes, layer_sizes[1:], strict=False):
        weights += n_in * n_out
    return weights + sum(layer_sizes)
