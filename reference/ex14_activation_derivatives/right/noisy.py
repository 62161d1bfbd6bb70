"""Right, but noisy: prints, warns, and changes NumPy's error state."""

import warnings

import numpy as np

np.seterr(all="ignore")
print("slopes ready")


def _in(z):
    print("got", z)
    warnings.warn("working", stacklevel=2)
    return np.multiply(z, 1.0, dtype=float)


def d_sigmoid(z):
    """Use the hyperbolic cosine; 1 / inf is 0."""
    return 0.25 / np.cosh(_in(z) / 2) ** 2


def d_tanh(z):
    """Use the hyperbolic cosine."""
    return np.cosh(_in(z)) ** -2.0


def d_relu(z):
    """Use the step function of NumPy, 0 at 0."""
    return np.heaviside(_in(z), 0.0)


def d_leaky_relu(z, alpha=0.01):
    """Mix the two slopes."""
    right = d_relu(z)
    return right + alpha * (1 - right)


def d_elu(z, alpha=1.0):
    """Use exp only where it is small."""
    z = _in(z)
    return np.piecewise(z, [z > 0], [1.0, lambda v: alpha * np.exp(v)])


def d_swish(z):
    """Apply the product rule."""
    z = _in(z)
    return np.exp(-np.logaddexp(0, -z)) + z * d_sigmoid(z)


def softmax_jacobian(z):
    """Multiply the matrices."""
    z = _in(z)
    if z.ndim != 1:
        raise ValueError("vector, please")
    e = np.exp(z - z.max())
    p = np.atleast_2d(e / e.sum())
    return np.diagflat(p) - p.T @ p
