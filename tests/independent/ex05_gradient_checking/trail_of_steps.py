"""Holds: not_restored

A flat view of a copy is walked along; each entry stays where the second measurement
left it.
"""

import numpy as np


class _Probe:
    def __init__(self, f, x, eps):
        if not eps > 0:
            raise ValueError("a step must be longer than 0")
        self.f = f
        self.eps = eps
        self.x = np.array(x, dtype=float, order="C")
        self.flat = self.x.reshape(-1)

    def value(self):
        result = self.f(self.x)
        if np.ndim(result) > 0:
            raise ValueError("a loss is one number")
        return float(result)

    def slope(self, k):
        start = self.flat[k]
        self.flat[k] = start + self.eps
        above = self.value()
        self.flat[k] = start - self.eps
        below = self.value()
        return (above - below) / (2 * self.eps)


def numerical_gradient(f, x, eps=1e-5):
    probe = _Probe(f, x, eps)
    slopes = [probe.slope(k) for k in range(probe.flat.size)]
    return np.array(slopes, dtype=float).reshape(probe.x.shape)


def relative_error(a, b):
    a, b = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    scale = np.linalg.norm(a.ravel()) + np.linalg.norm(b.ravel())
    return 0.0 if scale == 0 else float(np.linalg.norm((a - b).ravel()) / scale)


def gradient_check(f, grad, x, eps=1e-5, tol=1e-6):
    if np.asarray(grad).shape != np.asarray(x).shape:
        raise ValueError("grad and x need one shape")
    error = relative_error(numerical_gradient(f, x, eps), grad)
    return (True, error) if error < tol else (False, error)


def check_network(params, loss_fn, grads):
    if sorted(params) != sorted(grads):
        raise ValueError("the names differ")
    report = {}
    for name, start in params.items():

        def loss_at(value, name=name):
            trial = dict(params)
            trial[name] = value
            return loss_fn(trial)

        report[name] = gradient_check(loss_at, grads[name], start)[1]
    return report
