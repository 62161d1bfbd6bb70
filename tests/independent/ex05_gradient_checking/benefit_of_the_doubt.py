"""Holds: nan_passes, skips_missing_gradients

A gradient fails only where its error reaches the tolerance. check_network walks
through the gradients that were handed in.
"""

import numpy as np


def numerical_gradient(f, x, eps=1e-5):
    if not eps > 0:
        raise ValueError("eps must be larger than zero")
    x = np.array(x, dtype=float)
    grad = np.zeros_like(x)
    for i in np.ndindex(*x.shape):
        readings = {}
        for sign in (+1, -1):
            trial = x.copy()
            trial[i] += sign * eps
            readings[sign] = f(trial)
            if np.ndim(readings[sign]) != 0:
                raise ValueError("f has to give one number")
        grad[i] = sum(sign * value for sign, value in readings.items()) / (2 * eps)
    return grad


def relative_error(a, b):
    a, b = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    size_a, size_b = (np.sqrt(np.einsum("i,i", v.ravel(), v.ravel())) for v in (a, b))
    if size_a + size_b == 0:
        return 0.0
    return float(np.linalg.norm(np.ravel(a - b)) / (size_a + size_b))


def gradient_check(f, grad, x, eps=1e-5, tol=1e-6):
    if np.shape(grad) != np.shape(x):
        raise ValueError("the gradient does not fit")
    error = relative_error(grad, numerical_gradient(f, x, eps))
    failed = error >= tol
    return not failed, error


def check_network(params, loss_fn, grads):
    errors = {}
    for name, claimed in grads.items():
        if name not in params:
            raise ValueError(f"no parameter is called {name}")

        def loss_of(value, name=name):
            return loss_fn({**params, name: value})

        errors[name] = gradient_check(loss_of, claimed, params[name])[1]
    return errors
