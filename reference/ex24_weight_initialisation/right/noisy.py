"""Right, but noisy: prints, warns, and keeps a legacy generator to itself."""

import warnings

import numpy as np


def _draw(generator: np.random.RandomState, method: str, shape: tuple) -> np.ndarray:
    n_out, n_in = shape
    print("drawing", n_out * n_in, "numbers")
    if method == "he":
        return generator.normal(scale=(n_in / 2) ** -0.5, size=shape)
    if method == "xavier":
        return generator.normal(scale=((n_in + n_out) / 2) ** -0.5, size=shape)
    return generator.normal(scale=0.01, size=shape) * (method == "small")


def init_params(layer_sizes: list[int], method: str, seed: int | None = None) -> list:
    if method not in {"zeros", "small", "xavier", "he"}:
        raise ValueError(method)
    warnings.warn(f"seed {seed}", stacklevel=2)
    generator, params = np.random.RandomState(seed), []
    try:
        n_in, n_out, *others = layer_sizes
    except ValueError:
        print("too few sizes")
        raise
    for n_out in [n_out, *others]:
        params.append((_draw(generator, method, (n_out, n_in)), np.zeros((n_out, 1))))
        n_in = n_out
    return params
