"""Holds: norm_of_diff_of_norms

Takes the lengths first and subtracts them afterwards. Matrices are walked through
recursively.
"""

import math

import numpy as np


def _slopes(evaluate, block, eps):
    """Slopes for a block, an axis at a time."""
    if block.ndim == 0:
        keep = float(block)
        block[...] = keep + eps
        above = evaluate()
        block[...] = keep - eps
        below = evaluate()
        block[...] = keep
        return (above - below) / (2 * eps)
    return [_slopes(evaluate, block[i, ...], eps) for i in range(block.shape[0])]


def numerical_gradient(f, x, eps=1e-5):
    if eps <= 0:
        raise ValueError("cannot measure with this eps")
    work = np.array(x, dtype=float)

    def evaluate():
        value = f(work.copy())
        if np.ndim(value) != 0:
            raise ValueError("expected one number from f")
        return float(value)

    return np.array(_slopes(evaluate, work, eps), dtype=float).reshape(work.shape)


def _length(v):
    return math.hypot(*np.asarray(v, dtype=float).ravel().tolist())


def relative_error(a, b):
    length_a, length_b = _length(a), _length(b)
    if length_a + length_b == 0:
        return 0.0
    return abs(length_a - length_b) / (length_a + length_b)


def gradient_check(f, grad, x, eps=1e-5, tol=1e-6):
    if np.shape(grad) != np.shape(x):
        raise ValueError("gradient and point have different shapes")
    measured = numerical_gradient(f, x, eps)
    error = relative_error(grad, measured)
    return error < tol, error


def check_network(params, loss_fn, grads):
    if len(params) != len(grads) or any(name not in grads for name in params):
        raise ValueError("not the same names")
    result = {}
    for name in grads:
        f = _loss_along(params, loss_fn, name)
        result[name] = gradient_check(f, grads[name], params[name])[1]
    return result


def _loss_along(params, loss_fn, name):
    def f(value):
        return loss_fn({k: value if k == name else v for k, v in params.items()})

    return f
