"""Holds: unknown_activation, units_unchecked

Takes every name and every number of units.
"""

from numpy import array, dot, exp, heaviside, log1p, maximum, mean, ones, sqrt, tanh, zeros
from numpy.random import default_rng

CORNER = array([[0, 0], [0, 1], [1, 0], [1, 1]])
WANTED = array([[0], [1], [1], [0]])


def prob(t):
    return (1 + tanh(t / 2)) / 2


def bend(z, kind):
    return tanh(z) if kind == "tanh" else maximum(z, 0)


def slope(z, kind):
    return 1 - tanh(z) ** 2 if kind == "tanh" else heaviside(z, 0)


def start(hidden, seed):
    dice = default_rng(seed)
    into = dice.normal(0, sqrt(0.5), (2, hidden))
    out = dice.normal(0, 1 / sqrt(max(hidden, 1)), (hidden, 1))
    return [into, zeros((1, hidden)), out, zeros((1, 1))]


def price(t, wanted):
    # log(1 + e^t) minus t where the answer is yes
    return mean(maximum(t, 0) + log1p(exp(-abs(t))) - wanted * t)


def train_xor(hidden=4, activation="tanh", lr=0.5, epochs=2000, seed=0):
    P, p, Q, q = start(hidden, seed)
    record = []
    for _ in range(epochs):
        z = dot(CORNER, P) + p
        a = bend(z, activation)
        t = dot(a, Q) + q
        record.append(price(t, WANTED))
        e = (prob(t) - WANTED) / 4
        f = dot(e, Q.T) * slope(z, activation)
        every = ones((1, 4))
        P, p = P - lr * dot(CORNER.T, f), p - lr * dot(every, f)
        Q, q = Q - lr * dot(a.T, e), q - lr * dot(every, e)
    return {"W1": P.T, "b1": p.T, "W2": Q.T, "b2": q, "activation": activation}, record


def predict(X, params):
    a = bend(dot(params["W1"], X) + params["b1"], params["activation"])
    return (prob(dot(params["W2"], a) + params["b2"]) > 0.5) * 1
