"""Right: every schedule is a small object that is asked for an epoch."""

from collections.abc import Callable
from dataclasses import dataclass
from math import cos, pi


@dataclass(frozen=True)
class _Schedule:
    """A share of the way between two rates, by epoch."""

    share: Callable[[float], float]
    high: float
    low: float = 0.0

    def at(self, epoch: float) -> float:
        if epoch < 0:
            raise ValueError("a schedule starts with epoch 0")
        share = self.share(epoch)
        return share * self.high + (1 - share) * self.low


def step_decay(
    epoch: int, lr0: float = 0.1, drop: float = 0.5, every: int = 10
) -> float:
    if every < 1:
        raise ValueError("a step has at least one epoch")
    return _Schedule(lambda e: drop ** (e // every), lr0).at(epoch)


def exponential(epoch: int, lr0: float = 0.1, gamma: float = 0.95) -> float:
    if not (gamma > 0 and gamma <= 1):
        raise ValueError("gamma is a share")
    return _Schedule(lambda e: gamma**e, lr0).at(epoch)


def cosine(
    epoch: float, lr0: float = 0.1, lr_min: float = 0.001, total: int = 50
) -> float:
    def share(e: float) -> float:
        return (1 + cos(pi * e / total)) / 2 if e < total else 0.0

    return _Schedule(share, lr0, lr_min).at(epoch)
