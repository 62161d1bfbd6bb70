"""Flat loops over plain Python numbers, reshaped only for the call of f."""

import math

import numpy as np


def numerical_gradient(f, x, eps=1e-5):
    if eps <= 0:
        raise ValueError("eps must be above zero")
    shape = np.shape(x)
    flat = [float(value) for value in np.ravel(x)]
    slopes = []
    for i in range(len(flat)):
        values = []
        for sign in (1, -1):
            moved = list(flat)
            moved[i] += sign * eps
            value = f(np.array(moved).reshape(shape))
            if np.shape(value) != ():
                raise ValueError("f has to return a single number")
            values.append(float(value))
        slopes.append((values[0] - values[1]) / (2 * eps))
    return np.array(slopes).reshape(shape)


def length(values):
    return math.sqrt(math.fsum(float(v) * float(v) for v in np.ravel(values)))


def relative_error(a, b):
    total = length(a) + length(b)
    if total == 0:
        return 0.0
    pairs = zip(np.ravel(a), np.ravel(b), strict=True)
    return length([float(p) - float(q) for p, q in pairs]) / total


def gradient_check(f, grad, x, eps=1e-5, tol=1e-6):
    if np.shape(grad) != np.shape(x):
        raise ValueError("grad and x differ in shape")
    error = relative_error(numerical_gradient(f, x, eps), grad)
    return (True, error) if error < tol else (False, error)


def check_network(params, loss_fn, grads):
    if sorted(params) != sorted(grads):
        raise ValueError("params and grads have different names")
    result = {}
    for name in params:

        def f(array, name=name):
            changed = dict(params)
            changed[name] = array
            return loss_fn(changed)

        result[name] = gradient_check(f, grads[name], params[name])[1]
    return result
