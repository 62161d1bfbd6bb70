"""Right, but noisy: prints, warns, and keeps a log of what it was asked."""

import warnings

import numpy as np

asked: list[tuple[str, float]] = []


def _note(name: str, epoch: float) -> None:
    asked.append((name, epoch))
    print(name, "was asked for epoch", epoch)
    if epoch < 0:
        print("no!")
        raise ValueError("negative epoch")


def step_decay(
    epoch: int, lr0: float = 0.1, drop: float = 0.5, every: int = 10
) -> float:
    _note("step_decay", epoch)
    if every < 1:
        raise ValueError("every")
    warnings.warn("dropping", stacklevel=2)
    return lr0 * np.prod(np.full(epoch // every, drop))


def exponential(epoch: int, lr0: float = 0.1, gamma: float = 0.95) -> float:
    _note("exponential", epoch)
    if gamma <= 0.0 or gamma > 1.0:
        raise ValueError("gamma")
    return np.float64(lr0) * np.float64(gamma) ** np.float64(epoch)


def cosine(
    epoch: float, lr0: float = 0.1, lr_min: float = 0.001, total: int = 50
) -> float:
    _note("cosine", epoch)
    way = np.clip(epoch / total, 0.0, 1.0)
    wave = np.exp(1j * np.pi * way).real
    return float(np.interp(wave, [-1.0, 1.0], [lr_min, lr0]))
