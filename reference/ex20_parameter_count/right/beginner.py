"""Right: one counter and an index, in small steps, and talkative."""


def count_parameters(layer_sizes):
    if layer_sizes == []:
        raise ValueError("the list is empty")
    for size in layer_sizes:
        if size == 0 or size < 0:
            raise ValueError("a layer is too small")
    weights = 0
    biases = 0
    i = 1
    while i < len(layer_sizes):
        neurons = layer_sizes[i]
        inputs = layer_sizes[i - 1]
        for _neuron in range(neurons):
            weights = weights + inputs
            biases = biases + 1
        i = i + 1
    print("weights:", weights, "biases:", biases)
    return weights + biases


def shapes(layer_sizes):
    count_parameters(layer_sizes)  # raises where the list is bad
    result = []
    i = 1
    while i < len(layer_sizes):
        W = (layer_sizes[i], layer_sizes[i - 1])
        b = (layer_sizes[i], 1)
        result.append((W, b))
        i = i + 1
    return result
