"""Right: the first layer, and then those of the rest, with seeds that branch."""

import numpy as np


def _layers(sizes: list[int], method: str, seeds: np.random.SeedSequence) -> list:
    if len(sizes) == 1:
        return []
    here, rest = seeds.spawn(2)
    n_in, n_out = sizes[:2]
    square = {"zeros": 0.0, "small": 0.01**2, "xavier": 2 / (n_in + n_out),
              "he": 2 / n_in}[method]  # fmt: skip
    unit = np.random.Generator(np.random.PCG64(here)).normal(size=n_out * n_in)
    W = (unit * square**0.5).reshape((n_out, n_in))
    return [(W, 0.0 * W[:, :1])] + _layers(sizes[1:], method, rest)


def init_params(layer_sizes: list[int], method: str, seed: int | None = None) -> list:
    if len(layer_sizes) < 2:
        raise ValueError("inputs and at least one layer")
    try:
        return _layers(list(layer_sizes), method, np.random.SeedSequence(seed))
    except KeyError:
        raise ValueError(f"{method} is not a method") from None
