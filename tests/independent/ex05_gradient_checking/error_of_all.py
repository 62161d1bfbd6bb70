"""Holds: same_error_for_all

All parameters are strung together into one long vector, which is checked once.
"""

import numpy as np


def numerical_gradient(f, x, eps=1e-5):
    if eps <= 0:
        raise ValueError("eps is the length of a step")
    x = np.array(x, dtype=float)
    gradient = np.zeros_like(x)
    for position in np.ndindex(x.shape):
        kept = x[position]
        x[position] = kept + eps
        right = f(x.copy())
        x[position] = kept - eps
        left = f(x.copy())
        x[position] = kept
        if np.ndim(right) or np.ndim(left):
            raise ValueError("f does not return a number")
        gradient[position] = (right - left) / (2 * eps)
    return gradient


def relative_error(a, b):
    difference = np.subtract(a, b, dtype=float)
    lengths = [np.linalg.norm(np.asarray(v, dtype=float).ravel()) for v in (a, b)]
    if sum(lengths) == 0:
        return 0.0
    return float(np.linalg.norm(difference.ravel()) / sum(lengths))


def gradient_check(f, grad, x, eps=1e-5, tol=1e-6):
    if np.shape(grad) != np.shape(x):
        raise ValueError("another shape than x")
    error = relative_error(grad, numerical_gradient(f, x, eps))
    return bool(error < tol), error


def _string_together(arrays):
    pieces = [np.asarray(a, dtype=float).ravel() for a in arrays]
    return np.concatenate([np.zeros(0), *pieces])


def _take_apart(vector, params):
    parts, start = {}, 0
    for name, value in params.items():
        stop = start + np.size(value)
        parts[name] = vector[start:stop].reshape(np.shape(value))
        start = stop
    return parts


def check_network(params, loss_fn, grads):
    if set(params) != set(grads):
        raise ValueError("names differ")
    for name in params:
        if np.shape(params[name]) != np.shape(grads[name]):
            raise ValueError(f"shape of {name}")
    theta = _string_together(params.values())
    claimed = _string_together(grads[name] for name in params)
    measured = numerical_gradient(lambda v: loss_fn(_take_apart(v, params)), theta)
    total_error = relative_error(claimed, measured)
    return {name: total_error for name in params}
