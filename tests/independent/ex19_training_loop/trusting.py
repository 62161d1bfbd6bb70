"""Holds: labels_unchecked, epochs_unchecked

Labels and epochs are used as they come.
"""

from numpy import array, clip, dot, exp, isnan, log, maximum, mean, sqrt, where, zeros
from numpy.random import Generator, PCG64


def squash(t):
    return where(t >= 0, 1 / (1 + exp(-abs(t))), 1 - 1 / (1 + exp(-abs(t))))


def update_parameters(params, grads, lr):
    out = {}
    for key, step in grads.items():
        out[key[1:]] = params[key[1:]] - step * lr
    return out


def begin(shape, seed):
    dice = Generator(PCG64(seed))
    a, b, _ = shape
    hidden = dice.standard_normal((b, a)) * sqrt(2.0 / a)
    last = dice.standard_normal((1, b)) * sqrt(2.0 / b)
    return {"W1": hidden, "b1": zeros((b, 1)), "W2": last, "b2": zeros((1, 1))}


def look(X, p):
    h = maximum(dot(p["W1"], X) + p["b1"], 0)
    return h, dot(p["W2"], h) + p["b2"]


def cost(q, Y):
    q = clip(q, 1e-13, 1 - 1e-13)
    return -mean(log(where(Y == 1, q, 1 - q)))


def blame(X, Y, p, h, q):
    n = Y.shape[1]
    e = q - Y
    f = dot(p["W2"].T, e) * where(h > 0, 1.0, 0.0)
    return {
        "dW1": dot(f, X.T) / n,
        "db1": f.mean(axis=1).reshape(-1, 1),
        "dW2": dot(e, h.T) / n,
        "db2": e.mean(axis=1).reshape(-1, 1),
    }


def refuse(X, Y, rate, epochs):
    if rate < 0.0:
        raise ValueError("rate")
    if Y.ndim != 2 or len(Y) != 1 or Y.size != X.shape[1]:
        raise ValueError("shape of Y")


def train_network(X, Y, layer_sizes, learning_rate=0.01, epochs=1000, seed=0):
    refuse(X, Y, learning_rate, epochs)
    p = begin(layer_sizes, seed)
    curve = []
    done = 0
    while done < epochs:
        h, t = look(X, p)
        q = squash(t)
        now = cost(q, Y)
        if isnan(now):
            raise FloatingPointError
        curve.append(now)
        p = update_parameters(p, blame(X, Y, p, h, q), learning_rate)
        done += 1
    return p, curve


def predict(X, params, threshold=0.5):
    q = squash(look(X, params)[1])
    return array([[int(one > threshold) for one in q[0]]])
