"""Holds: linear_output

A class with a method per layer; the output method forgets what a probability is.
"""

import numpy as np


class Network:
    def __init__(self, params):
        self.layers = [(params["W%d" % k], params["b%d" % k]) for k in (1, 2, 3)]
        if any(b.shape != (len(W), 1) for W, b in self.layers):
            raise ValueError("column")

    def hidden(self, k, A):
        return np.where((Z := self.output(k, A)) > 0, Z, 0.0)

    def output(self, k, A):
        W, b = self.layers[k]
        return np.einsum("ij,jk->ik", W, A) + b


def forward_3layer(X, params):
    net = Network(params)
    if net.layers[0][0].shape[1] != X.shape[0]:
        raise ValueError("first layer")
    return net.output(2, net.hidden(1, net.hidden(0, X)))
