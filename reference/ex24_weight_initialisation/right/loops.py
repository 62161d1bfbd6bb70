"""Right: plain loops and the standard library's generator, number by number."""

import math
import random


def init_params(layer_sizes: list[int], method: str, seed: int | None = None) -> list:
    if len(layer_sizes) <= 1:
        raise ValueError("not enough sizes")
    generator = random.Random(seed)
    params = []
    for layer in range(1, len(layer_sizes)):
        n_in = layer_sizes[layer - 1]
        n_out = layer_sizes[layer]
        if method == "zeros":
            std = 0.0
        elif method == "small":
            std = 0.01
        elif method == "xavier":
            std = math.sqrt(2 / (n_in + n_out))
        elif method == "he":
            std = math.sqrt(2 / n_in)
        else:
            raise ValueError("no such method")
        W = []
        b = []
        for _ in range(n_out):
            row = []
            for _ in range(n_in):
                row.append(generator.gauss(0.0, 1.0) * std)
            W.append(row)
            b.append([0.0])
        params.append((W, b))
    return params
