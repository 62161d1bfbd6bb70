"""Right: all random numbers at once, cut into tables; drawn per input and transposed."""

import numpy as np

_VARIANCE = {
    "zeros": lambda n_in, n_out: 0,
    "small": lambda n_in, n_out: 1e-4,
    "xavier": lambda n_in, n_out: 1 / np.mean([n_in, n_out]),
    "he": lambda n_in, n_out: 2 / n_in,
}


def init_params(
    layer_sizes: list[int], method: str, seed: int | None = None
) -> list[tuple[np.ndarray, np.ndarray]]:
    variance = _VARIANCE.get(method)
    if variance is None or len(layer_sizes) < 2:
        raise ValueError(f"cannot make {layer_sizes} with {method}")
    fans = np.array([layer_sizes[:-1], layer_sizes[1:]])
    numbers = np.random.default_rng(seed).standard_normal(fans.prod(axis=0).sum())
    parts = np.split(numbers, np.cumsum(fans.prod(axis=0))[:-1])
    return [
        (np.sqrt(variance(i, o)) * part.reshape(i, o).T, np.zeros([o, 1]))
        for part, i, o in zip(parts, *fans.tolist(), strict=True)
    ]
