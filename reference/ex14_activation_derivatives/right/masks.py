"""Right: masks become numbers; overflow is allowed where it does no harm."""

import numpy as np


def d_relu(z):
    """Turn the comparison into floats."""
    return (np.array(z) > 0).astype(float)


def d_leaky_relu(z, alpha=0.01):
    """Start with alpha everywhere and overwrite."""
    slope = np.full(np.shape(z), alpha, dtype=float)
    slope[np.array(z) > 0] = 1
    return slope


def d_elu(z, alpha=1.0):
    """Use ELU itself plus alpha."""
    z = np.array(z, dtype=float)
    elu = np.where(z > 0, z, alpha * (np.exp(z) - 1))
    return np.where(z > 0, 1.0, elu + alpha)


def sigmoid(z):
    """Let the exponential become infinite: 1 / inf is 0."""
    return 1.0 / (1.0 + np.exp(-np.array(z, dtype=float)))


def d_sigmoid(z):
    """Use the sigmoid."""
    return sigmoid(z) - sigmoid(z) ** 2


def d_tanh(z):
    """Use tanh."""
    return 1 - np.square(np.tanh(np.array(z, dtype=float)))


def d_swish(z):
    """Use swish itself: a + s (1 - a)."""
    s = sigmoid(z)
    a = np.array(z, dtype=float) * s
    return a + s * (1 - a)


def softmax_jacobian(z):
    """Multiply a column of probabilities by a matrix."""
    z = np.array(z, dtype=float)
    if len(z.shape) != 1:
        raise ValueError("scores must be a vector")
    p = np.exp(z - np.max(z))
    p = p / np.sum(p)
    return p[:, np.newaxis] * (np.eye(p.size) - p)
