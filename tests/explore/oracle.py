"""The explorers' maths once more, in NumPy, written without a look at nn.js."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

EPS = 1e-12
MASK = 0xFFFFFFFF


# -- random numbers ----------------------------------------------------------------


def mulberry32(seed: int, count: int) -> list[float]:
    """Give the first numbers of the generator, in Python's unbounded integers."""
    state, found = seed & MASK, []
    for _ in range(count):
        state = (state + 0x6D2B79F5) & MASK
        t = ((state ^ (state >> 15)) * (state | 1)) & MASK
        t ^= (t + ((t ^ (t >> 7)) * (t | 61))) & MASK
        found.append(((t ^ (t >> 14)) & MASK) / 2**32)
    return found


# -- activations ---------------------------------------------------------------------


def sigmoid(z: Array) -> Array:
    return np.exp(-np.logaddexp(0, -z))


def bell(z: Array) -> Array:
    return np.exp(-z) / (1 + np.exp(-z)) ** 2


def activate(name: str, z: Array) -> Array:
    match name:
        case "linear":
            return z
        case "sigmoid":
            return sigmoid(z)
        case "tanh":
            return np.tanh(z)
        case "relu":
            return np.clip(z, 0, None)
        case "leaky_relu":
            return np.where(z > 0, z, 0.01 * z)
        case "elu":
            return np.where(z > 0, z, np.expm1(np.minimum(z, 0)))
        case "swish":
            return z * sigmoid(z)
        case "softmax":
            e = np.exp(z - z.max(axis=0))
            return e / e.sum(axis=0)
    raise ValueError(name)


def slope(name: str, z: Array) -> Array:
    match name:
        case "linear":
            return np.ones_like(z)
        case "sigmoid":
            # Far out 1 - sigmoid(z) would lose every digit.
            return bell(np.abs(z))
        case "tanh":
            return 4 * bell(2 * np.abs(z))
        case "relu":
            return (z > 0).astype(float)
        case "leaky_relu":
            return np.where(z > 0, 1, 0.01)
        case "elu":
            return np.exp(np.minimum(z, 0))
        case "swish":
            return sigmoid(z) + z * bell(np.abs(z))
    raise ValueError(name)


# -- networks --------------------------------------------------------------------------


def loss(kind: str, p: Array, y: Array) -> float:
    inside = np.clip(p, EPS, 1 - EPS)
    match kind:
        case "mse":
            return float(((p - y) ** 2).mean())
        case "bce":
            return float(-(y * np.log(inside) + (1 - y) * np.log1p(-inside)).mean())
        case "cce":
            return float(-(y * np.log(inside)).sum() / y.shape[1])
    raise ValueError(kind)


def loss_slope(kind: str, p: Array, y: Array) -> Array:
    inside = np.clip(p, EPS, 1 - EPS)
    match kind:
        case "mse":
            return 2 / p.size * (p - y)
        case "bce":
            return (-y / inside + (1 - y) / (1 - inside)) / p.size
        case "cce":
            return -(y / inside) / y.shape[1]
    raise ValueError(kind)


def scores_gradient(f: str, kind: str, z: Array, y: Array) -> Array:
    p = activate(f, z)
    if (f, kind) == ("sigmoid", "bce"):
        return (p - y) / p.size
    if (f, kind) == ("softmax", "cce"):
        return (p * y.sum(axis=0) - y) / y.shape[1]
    g = loss_slope(kind, p, y)
    if f == "softmax":
        jacobians = [np.diag(c) - np.outer(c, c) for c in p.T]
        return np.stack([j @ c for j, c in zip(jacobians, g.T, strict=True)], axis=1)
    return g * slope(f, z)


def through(net: dict[str, Any]) -> dict[str, Any]:
    """Go forward and back through a network given as plain lists."""
    x, y = np.array(net["X"]), np.array(net["Y"])
    layers = [(np.array(w), np.array(b)[:, None], f) for w, b, f in net["layers"]]
    zs, outputs = [], [x]
    for w, b, f in layers:
        zs.append(w @ outputs[-1] + b)
        outputs.append(activate(f, zs[-1]))
    dz = scores_gradient(layers[-1][2], net["loss"], zs[-1], y)
    dw, db, dzs = [], [], []
    for number in reversed(range(len(layers))):
        dzs.insert(0, dz)
        dw.insert(0, np.einsum("im,jm->ij", dz, outputs[number]))
        db.insert(0, dz.sum(axis=1))
        back = layers[number][0].T @ dz
        if number:
            dz = back * slope(layers[number - 1][2], zs[number - 1])
    return {
        "Z": zs, "A": outputs[1:], "loss": loss(net["loss"], outputs[-1], y),
        "dW": dw, "db": db, "dZ": dzs, "dX": back,
    }  # fmt: skip


# -- optimizers --------------------------------------------------------------------------


def descend(
    kind: str, p: Array, grads: list[Array], o: dict[str, float]
) -> list[Array]:
    """Give the parameters after every step, in the closed form where there is one."""
    lr, seen, path = o["lr"], [], []
    for t, g in enumerate(grads, 1):
        seen.append(g)
        ages = np.arange(t)[::-1]

        def faded(rate: float, of: Array, ages: Array = ages) -> Array:
            return np.tensordot(rate**ages, of, axes=1)

        every = np.array(seen)
        match kind:
            case "sgd":
                move = lr * g
            case "momentum":
                move = lr * faded(o["momentum"], every)
            case "nesterov":
                move = lr * (o["momentum"] * faded(o["momentum"], every) + g)
            case "adagrad":
                move = lr * g / (np.sqrt((every**2).sum(axis=0)) + o["eps"])
            case "rmsprop":
                mean = (1 - o["decay"]) * faded(o["decay"], every**2)
                move = lr * g / (np.sqrt(mean) + o["eps"])
            case "adam":
                m = (1 - o["beta1"]) * faded(o["beta1"], every) / (1 - o["beta1"] ** t)
                v = (1 - o["beta2"]) * faded(o["beta2"], every**2)
                move = lr * m / (np.sqrt(v / (1 - o["beta2"] ** t)) + o["eps"])
            case _:
                raise ValueError(kind)
        p = p - move
        path.append(p)
    return path
