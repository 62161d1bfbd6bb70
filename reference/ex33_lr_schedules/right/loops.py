"""Right: walks from epoch 0 to the one that is asked for."""

import math


def step_decay(
    epoch: int, lr0: float = 0.1, drop: float = 0.5, every: int = 10
) -> float:
    if epoch < 0:
        raise ValueError("epochs start at 0")
    if every <= 0:
        raise ValueError("every must be 1 or more")
    rate = lr0
    since_drop = 0
    for _ in range(epoch):
        since_drop += 1
        if since_drop == every:
            rate = rate * drop
            since_drop = 0
    return rate


def exponential(epoch: int, lr0: float = 0.1, gamma: float = 0.95) -> float:
    if epoch < 0:
        raise ValueError("epochs start at 0")
    if gamma > 1 or gamma <= 0:
        raise ValueError("gamma must be in (0, 1]")
    rate = lr0
    for _ in range(epoch):
        rate = rate * gamma
    return rate


def cosine(
    epoch: float, lr0: float = 0.1, lr_min: float = 0.001, total: int = 50
) -> float:
    if epoch < 0:
        raise ValueError("epochs start at 0")
    if epoch >= total:
        return lr_min
    angle = epoch * 180 / total
    middle = (lr0 + lr_min) / 2
    height = (lr0 - lr_min) / 2
    return middle + height * math.cos(math.radians(angle))
