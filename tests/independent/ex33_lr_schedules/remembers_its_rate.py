"""Holds: compounded_state

Keeps the rates in a dict and brings them one epoch further at each call.
"""

import math

_current = {}


def step_decay(epoch, lr0=0.1, drop=0.5, every=10):
    if epoch < 0 or every < 1:
        raise ValueError("epoch or every")
    if epoch == 0:
        _current["step"] = lr0
    rate = _current.get("step", lr0)
    if epoch and not epoch % every:
        rate = rate * drop
    _current["step"] = rate
    return rate


def exponential(epoch, lr0=0.1, gamma=0.95):
    if epoch < 0 or gamma <= 0 or gamma > 1:
        raise ValueError("epoch or gamma")
    if epoch == 0 or "exp" not in _current:
        _current["exp"] = lr0
    else:
        _current["exp"] = _current["exp"] * gamma
    return _current["exp"]


def cosine(epoch, lr0=0.1, lr_min=0.001, total=50):
    if epoch < 0:
        raise ValueError("epoch")
    return (
        lr_min
        + (lr0 - lr_min) * (1 + math.cos(math.pi * min(epoch, total) / total)) / 2
    )
