"""Holds: eps_not_passed_on, names_not_compared

gradient_check measures with the usual step; check_network goes through the names of
the parameters and looks each of them up.
"""

import numpy as np


def numerical_gradient(f, x, eps=1e-5):
    if eps <= 0:
        raise ValueError("eps")
    x = np.array(x, dtype=float)
    out = np.zeros_like(x)
    where = np.ndindex(x.shape)
    for idx in where:
        pair = np.stack([x, x])
        pair[(0, *idx)] += eps
        pair[(1, *idx)] -= eps
        values = [f(np.array(point)) for point in pair]
        if np.ndim(values) != 1:
            raise ValueError("f returned more than one number")
        out[idx] = np.subtract(*values) / (2 * eps)
    return out


def relative_error(a, b):
    a, b = np.ravel(np.asarray(a, dtype=float)), np.ravel(np.asarray(b, dtype=float))
    na, nb = np.sqrt(np.dot(a, a)), np.sqrt(np.dot(b, b))
    if na == 0 and nb == 0:
        return 0.0
    return float(np.sqrt(np.dot(a - b, a - b)) / (na + nb))


def gradient_check(f, grad, x, eps=1e-5, tol=1e-6):
    if np.shape(grad) != np.shape(x):
        raise ValueError("shapes")
    if eps <= 0:
        raise ValueError("eps")
    measured = numerical_gradient(f, x)
    error = relative_error(measured, grad)
    return bool(error < tol), error


def check_network(params, loss_fn, grads):
    return {
        name: gradient_check(
            lambda v, name=name: loss_fn({**params, name: v}), grads[name], value
        )[1]
        for name, value in params.items()
    }
