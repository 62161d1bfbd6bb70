"""Right: multiplies nothing out; sends zeros and unit samples through the stack."""

import numpy as np


def collapse(layers):
    if not layers:
        raise ValueError("nothing to collapse")
    n_in = layers[0][0].shape[1]
    samples = np.hstack([np.zeros((n_in, 1)), np.eye(n_in)])
    for place, (W, b) in enumerate(layers):
        if W.shape[1] != samples.shape[0] or b.shape != (W.shape[0], 1):
            raise ValueError(f"layer {place} has the wrong shape")
        samples = W.dot(samples) + b
    bias = samples[:, :1]
    return samples[:, 1:] - bias, bias
