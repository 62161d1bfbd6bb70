"""Holds: multiply_t

Pure Python: lists, `math.exp` and zip; the scores are multiplied by the temperature.
"""

import math

import numpy as np


def _distribution(scores, temperature):
    heated = [float(s) * temperature for s in scores]
    top = max(heated)
    powers = [math.exp(h - top) for h in heated]
    total = math.fsum(powers)
    return [p / total for p in powers]


def softmax_with_temperature(logits, temperature=1.0, axis=-1):
    if not (math.isfinite(temperature) and temperature > 0):
        raise ValueError(f"temperature {temperature}")
    table = np.asarray(logits, dtype=float)
    if table.size == 0:
        raise ValueError("no scores")
    if table.ndim == 1:
        return np.array(_distribution(table, temperature))
    lines = table if axis in (1, -1) else table.T
    out = np.array([_distribution(line, temperature) for line in lines])
    return out if axis in (1, -1) else out.T
