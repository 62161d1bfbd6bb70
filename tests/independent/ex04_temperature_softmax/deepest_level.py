"""Holds: min_subtracted

Everything is measured from the smallest score.
"""

import numpy as np


def _from_ground(values):
    return values - np.min(values)


def softmax_with_temperature(logits, temperature=1.0, axis=-1):
    if np.isnan(temperature) or np.isinf(temperature) or temperature <= 0:
        raise ValueError("unusable temperature")
    table = np.array(logits, dtype=float)
    if table.size == 0:
        raise ValueError("unusable scores")
    flat = table.ndim == 1
    rows = table[np.newaxis, :] if flat else table
    turned = not flat and axis in (0, -2)
    if turned:
        rows = rows.T
    out = np.zeros_like(rows)
    for i, row in enumerate(rows):
        e = np.exp(_from_ground(row) / temperature)
        out[i] = e / e.sum()
    if turned:
        out = out.T
    return out[0] if flat else out
