"""Wrong: the first hidden layer is taken for the input, so its arrays are missing."""


def check(layer_sizes):
    if len(layer_sizes) == 0:
        raise ValueError("no layers at all")
    if any(size < 1 for size in layer_sizes):
        raise ValueError("every layer needs a neuron")


def shapes(layer_sizes):
    check(layer_sizes)
    result = []
    for i in range(2, len(layer_sizes)):
        result.append(((layer_sizes[i], layer_sizes[i - 1]), (layer_sizes[i], 1)))
    return result


def count_parameters(layer_sizes):
    total = 0
    for (n_out, n_in), _ in shapes(layer_sizes):
        total += n_out * n_in + n_out
    return total
