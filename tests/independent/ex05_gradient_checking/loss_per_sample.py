"""Holds: sums_array_loss

Whatever f returns is turned into a number with a sum. Prints each slope.
"""

import numpy as np


def numerical_gradient(f, x, eps=1e-5):
    if eps <= 0:
        raise ValueError(f"cannot step by {eps}")
    x = np.asarray(x, dtype=float)
    slopes = np.zeros(x.size)
    for k in range(x.size):
        bump = np.zeros(x.size)
        bump[k] = eps
        bump = bump.reshape(x.shape)
        rise = np.sum(f(np.asarray(x + bump))) - np.sum(f(np.asarray(x - bump)))
        slopes[k] = rise / (2 * eps)
        print(f"entry {k}: {slopes[k]:.6g}")
    return slopes.reshape(x.shape)


def relative_error(a, b):
    a, b = np.asarray(a, dtype=float).ravel(), np.asarray(b, dtype=float).ravel()
    if not (np.any(a) or np.any(b)):
        return 0.0
    return float(np.linalg.norm(a - b) / (np.linalg.norm(a) + np.linalg.norm(b)))


def gradient_check(f, grad, x, eps=1e-5, tol=1e-6):
    if np.shape(grad) != np.shape(x):
        raise ValueError("shapes do not agree")
    error = relative_error(grad, numerical_gradient(f, x, eps))
    print("error", error)
    return bool(error < tol), error


def check_network(params, loss_fn, grads):
    if set(params) != set(grads):
        raise ValueError(f"{set(params) ^ set(grads)} appear only once")
    return {
        name: gradient_check(
            lambda value, name=name: loss_fn({**params, name: value}),
            grads[name],
            params[name],
        )[1]
        for name in sorted(params)
    }
