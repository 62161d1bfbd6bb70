"""Holds: l2_gradient_doubled

Learned that the slope of a square is twice the thing itself.
"""

import numpy as np


class Charge:
    def __init__(self, params, lam, m):
        if lam < 0 or m < 1:
            raise ValueError("Charge")
        self.params, self.rate = params, lam / m

    def matrices(self):
        return [v for k, v in self.params.items() if k.startswith("W")]

    def slopes(self, rule):
        out = {}
        for k, v in self.params.items():
            out[k] = self.rate * rule(v) if k.startswith("W") else np.zeros(v.shape)
        return out


def l2_penalty(params, lam, m):
    c = Charge(params, lam, m)
    return c.rate / 2 * sum(np.vdot(w, w) for w in c.matrices())


def l2_grads(params, lam, m):
    return Charge(params, lam, m).slopes(lambda w: 2 * w)


def l1_penalty(params, lam, m):
    c = Charge(params, lam, m)
    return c.rate * sum(np.abs(w).sum() for w in c.matrices())


def l1_grads(params, lam, m):
    return Charge(params, lam, m).slopes(np.sign)
