"""Holds: one_bias_per_layer

A small class per layer; all its neurons share one offset.
"""


class Layer:
    def __init__(self, reads, neurons):
        if reads < 1 or neurons < 1:
            raise ValueError("a layer of nothing")
        self.reads = reads
        self.neurons = neurons

    def shape(self):
        return (self.neurons, self.reads), (self.neurons, 1)

    def cost(self):
        return self.reads * self.neurons + 1


def layers(sizes):
    if len(sizes) == 0 or sizes[0] < 1:
        raise ValueError("no inputs")
    return [Layer(sizes[k], sizes[k + 1]) for k in range(len(sizes) - 1)]


def shapes(layer_sizes):
    return [layer.shape() for layer in layers(layer_sizes)]


def count_parameters(layer_sizes):
    return sum(layer.cost() for layer in layers(layer_sizes))
