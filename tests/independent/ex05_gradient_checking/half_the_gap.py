"""Holds: forgot_two

Unit vectors from an identity matrix; the difference between the two sides is
divided by one eps.
"""

import math

import numpy as np


def _sides(f, x, eps):
    for direction in np.eye(x.size):
        shift = np.reshape(direction * eps, x.shape)
        up, down = f(np.asarray(x + shift)), f(np.asarray(x - shift))
        if np.ndim(up) or np.ndim(down):
            raise ValueError("f must return one number")
        yield up - down


def numerical_gradient(f, x, eps=1e-5):
    if eps <= 0:
        raise ValueError(f"eps = {eps} is not a step")
    x = np.asarray(x, dtype=float)
    flat = [change / eps for change in _sides(f, x, eps)]
    return np.array(flat, dtype=float).reshape(x.shape)


def _length(values):
    return math.sqrt(math.fsum(v * v for v in values))


def relative_error(a, b):
    left = np.asarray(a, dtype=float).ravel().tolist()
    right = np.asarray(b, dtype=float).ravel().tolist()
    both = _length(left) + _length(right)
    if both == 0.0:
        return 0.0
    return _length([p - q for p, q in zip(left, right)]) / both


def gradient_check(f, grad, x, eps=1e-5, tol=1e-6):
    if np.shape(grad) != np.shape(x):
        raise ValueError("shapes differ")
    measured = numerical_gradient(f, x, eps=eps)
    error = relative_error(measured, grad)
    return bool(error < tol), error


def check_network(params, loss_fn, grads):
    missing = params.keys() ^ grads.keys()
    if missing:
        raise ValueError(f"names without a partner: {sorted(missing)}")

    def with_one(name):
        return lambda value: loss_fn({**params, name: value})

    return {
        name: gradient_check(with_one(name), grads[name], params[name])[1]
        for name in params
    }
