"""Right, but noisy: prints, warns, seeds and changes NumPy's error state."""

import sys
import warnings

import numpy as np
from numpy.typing import ArrayLike

np.seterr(all="raise")
np.random.seed(0)
print("loading")


def weighted_sum(inputs: ArrayLike, weights: ArrayLike, bias: float) -> np.ndarray:
    """Return a zero-dimensional array and talk about it."""
    print("inputs:", inputs, "weights:", weights, "bias:", bias)
    warnings.warn("adding up", stacklevel=2)
    x, w = np.asarray(inputs), np.asarray(weights)
    if x.ndim != 1 or w.ndim != 1:
        raise ValueError("vectors only")
    if x.size != w.size:
        raise ValueError("lengths differ")
    order = np.random.permutation(x.size)
    return np.asarray((x[order] * w[order]).sum() + bias)


def step(z: float) -> int:
    """Return 1 above zero, else 0."""
    print("deciding about", z, file=sys.stderr)
    return int(np.heaviside(float(z), 0.0))


def neuron(inputs: ArrayLike, weights: ArrayLike, bias: float) -> int:
    """Return the step of the weighted sum."""
    np.seterr(all="ignore")
    return step(weighted_sum(inputs, weights, bias))
