"""Right: logarithms for the powers, the square of a half angle for the wave."""

import math


def _epoch(epoch: float) -> float:
    if math.copysign(1.0, epoch) < 0 and epoch != 0:
        raise ValueError(f"there is no epoch {epoch}")
    return epoch


def step_decay(
    epoch: int, lr0: float = 0.1, drop: float = 0.5, every: int = 10
) -> float:
    if int(every) < 1:
        raise ValueError(f"steps of {every} epochs")
    drops, _ = divmod(_epoch(epoch), every)
    return math.exp(math.log(lr0) + drops * math.log(drop))


def exponential(epoch: int, lr0: float = 0.1, gamma: float = 0.95) -> float:
    if not 0.0 < gamma <= 1.0:
        raise ValueError(f"gamma {gamma}")
    return math.exp(math.fsum([math.log(lr0), _epoch(epoch) * math.log(gamma)]))


def cosine(
    epoch: float, lr0: float = 0.1, lr_min: float = 0.001, total: int = 50
) -> float:
    way = min(1.0, _epoch(epoch) / total)
    down = math.sin(math.pi / 2 * way) ** 2
    return (1 - down) * lr0 + down * lr_min
