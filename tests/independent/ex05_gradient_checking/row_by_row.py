"""Holds: rows_only

The loop counts with len(x), so `x[i]` is a row where x is a matrix.
"""

import numpy as np


def _number(value):
    if isinstance(value, np.ndarray) and value.ndim or isinstance(value, (list, tuple)):
        raise ValueError("one number expected")
    return float(value)


def numerical_gradient(f, x, eps=1e-5):
    if not eps > 0:
        raise ValueError("eps <= 0")
    x = np.array(x, dtype=float)
    if x.ndim == 0:
        above, below = _number(f(np.array(x + eps))), _number(f(np.array(x - eps)))
        return np.array((above - below) / (2 * eps))
    grad = np.empty_like(x)
    for i in range(len(x)):
        plus, minus = x.copy(), x.copy()
        plus[i] = plus[i] + eps
        minus[i] = minus[i] - eps
        grad[i] = (_number(f(plus)) - _number(f(minus))) / (2 * eps)
    return grad


def relative_error(a, b):
    a, b = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    distance = np.sqrt(np.sum(np.square(a - b)))
    sizes = np.sqrt(np.sum(np.square(a))) + np.sqrt(np.sum(np.square(b)))
    return float(distance / sizes) if sizes != 0 else 0.0


def gradient_check(f, grad, x, eps=1e-5, tol=1e-6):
    wanted, got = np.shape(x), np.shape(grad)
    if wanted != got:
        raise ValueError(f"gradient should be {wanted}, is {got}")
    error = relative_error(grad, numerical_gradient(f, x, eps))
    return bool(error < tol), error


def check_network(params, loss_fn, grads):
    for name in [*params, *grads]:
        if name not in params or name not in grads:
            raise ValueError(f"{name} is missing on one side")
    errors = {}
    for name in params:
        _, errors[name] = gradient_check(
            lambda v, n=name: loss_fn(params | {n: v}), grads[name], params[name]
        )
    return errors
