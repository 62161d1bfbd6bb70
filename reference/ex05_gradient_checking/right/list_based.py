"""Nested lists and recursion; returns lists, 0-d arrays and NumPy booleans."""

import numpy as np


def nudged(nested, path, step):
    if not path:
        return nested + step
    first, *rest = path
    return [
        nudged(item, rest, step) if i == first else item
        for i, item in enumerate(nested)
    ]


def as_floats(nested):
    return np.array(nested, dtype=float).tolist()


def leaves(nested):
    if isinstance(nested, list):
        return [leaf for item in nested for leaf in leaves(item)]
    return [nested]


def numerical_gradient(f, x, eps=1e-5):
    if eps <= 0:
        raise ValueError("a step forward is needed")
    whole = as_floats(x)

    def value(path, step):
        result = f(np.array(nudged(whole, path, step)))
        if np.shape(result):
            raise ValueError("f gave more than one number")
        return float(result)

    def walk(nested, path):
        if isinstance(nested, list):
            return [walk(item, [*path, i]) for i, item in enumerate(nested)]
        return (value(path, eps) - value(path, -eps)) / (2 * eps)

    return walk(whole, [])


def relative_error(a, b):
    a, b = leaves(as_floats(a)), leaves(as_floats(b))
    size = sum(v * v for v in a) ** 0.5 + sum(v * v for v in b) ** 0.5
    distance = sum((p - q) ** 2 for p, q in zip(a, b, strict=True)) ** 0.5
    return np.array(distance / size if size else 0.0)


def gradient_check(f, grad, x, eps=1e-5, tol=1e-6):
    if np.shape(grad) != np.shape(x):
        raise ValueError("another shape")
    error = relative_error(numerical_gradient(f, x, eps), grad)
    return [error < tol, error]


def check_network(params, loss_fn, grads):
    if sorted(params) != sorted(grads):
        raise ValueError("the names are not the same")
    pairs = [(name, params[name], grads[name]) for name in sorted(params)]
    return {
        name: gradient_check(
            lambda w, name=name: loss_fn(dict(params, **{name: w})), grad, value
        )[1]
        for name, value, grad in pairs
    }
