"""Holds: one_max_for_all_rows

The largest score of the whole batch is subtracted; the sums are per distribution.
"""

import numpy as np


def softmax_with_temperature(logits, temperature=1.0, axis=-1):
    if not np.isfinite(temperature) or not temperature > 0:
        raise ValueError("bad temperature")
    z = np.asarray(logits, dtype=float)
    if z.size == 0:
        raise ValueError("bad logits: empty")
    e = np.exp((z - z.ravel().max()) / temperature)
    if z.ndim == 1:
        return e / e.sum()
    if axis in (0, -2):
        return np.einsum("ij,j->ij", e, 1 / np.einsum("ij->j", e))
    return np.einsum("ij,i->ij", e, 1 / np.einsum("ij->i", e))
