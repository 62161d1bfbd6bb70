"""Holds: no_bias

The products are contracted with einsum; the bias is accepted and never used.
"""

import numpy as np


def weighted_sum(inputs, weights, bias):
    signal = np.asarray(inputs, dtype=np.float64)
    synapses = np.asarray(weights, dtype=np.float64)
    dims = {signal.ndim, synapses.ndim}
    if dims != {1}:
        raise ValueError(f"one dimension each, please, not {dims}")
    if signal.shape != synapses.shape:
        raise ValueError(f"{signal.shape} does not go with {synapses.shape}")
    return np.einsum("i,i->", signal, synapses)


def step(z):
    fires = z > 0
    return 1 if fires else 0


def neuron(inputs, weights, bias):
    return step(weighted_sum(inputs, weights, bias))
