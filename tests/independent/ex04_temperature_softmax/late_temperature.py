"""Holds: t_after_exp

The exponentials are divided by the temperature before they are normalised.
"""

import numpy as np


def _checked(temperature):
    value = float(temperature)
    if np.isfinite(value) and value > 0:
        return value
    raise ValueError(f"cannot work at temperature {temperature}")


def softmax_with_temperature(logits, temperature=1.0, axis=-1):
    t = _checked(temperature)
    scores = np.array(logits, dtype=float)
    if scores.size == 0:
        raise ValueError("need at least one score")
    along = np.moveaxis(scores, axis, 0)
    grown = np.exp(along - along.max(axis=0))
    cooled = grown / t
    share = cooled / cooled.sum(axis=0)
    return np.moveaxis(share, 0, axis)
