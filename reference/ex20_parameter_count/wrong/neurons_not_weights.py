"""Wrong: counts the neurons of the list."""


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
    return sum(layer_sizes)
