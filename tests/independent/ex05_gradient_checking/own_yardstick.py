"""Holds: divides_by_one_norm, eps_unchecked

The distance is put in relation to the second array only, and any eps will do.
"""

import numpy as np


def numerical_gradient(f, x, eps=1e-5):
    x = np.array(x, dtype=float)
    columns = []
    for k in range(x.size):
        up, down = x.copy(), x.copy()
        up.reshape(-1)[k] += eps
        down.reshape(-1)[k] -= eps
        a, b = f(up), f(down)
        if np.ndim(a) or np.ndim(b):
            raise ValueError("f must map to one number")
        columns.append((a - b) / (2 * eps))
    return np.array(columns, dtype=float).reshape(x.shape)


def relative_error(a, b):
    a, b = np.asarray(a, dtype=float).ravel(), np.asarray(b, dtype=float).ravel()
    distance = np.linalg.norm(a - b)
    if distance == 0:
        return 0.0
    return float(distance / np.linalg.norm(b))


def gradient_check(f, grad, x, eps=1e-5, tol=1e-6):
    if np.shape(grad) != np.shape(x):
        raise ValueError("grad is not shaped like x")
    error = relative_error(grad, numerical_gradient(f, x, eps))
    return bool(error < tol), error


def check_network(params, loss_fn, grads):
    if set(params) != set(grads):
        raise ValueError("params and grads name different things")
    errors = {}
    for name, value in params.items():

        def f(v, name=name):
            return loss_fn({**params, name: v})

        errors[name] = gradient_check(f, grads[name], value)[1]
    return errors
