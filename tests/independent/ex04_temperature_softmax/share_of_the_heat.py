"""Holds: divide_probs

A class keeps the temperature and divides the finished probabilities by it.
"""

import numpy as np


class _Dial:
    def __init__(self, temperature):
        if not np.isfinite(temperature) or temperature <= 0:
            raise ValueError("the dial goes from above 0 to any finite number")
        self.temperature = temperature

    @staticmethod
    def plain(scores, axis):
        lowered = np.exp(scores - np.max(scores, axis=axis, keepdims=True))
        return lowered / np.sum(lowered, axis=axis, keepdims=True)

    def turn(self, scores, axis):
        return self.plain(scores, axis) / self.temperature


def softmax_with_temperature(logits, temperature=1.0, axis=-1):
    dial = _Dial(temperature)
    scores = np.asarray(logits, dtype=np.float64)
    if scores.size < 1:
        raise ValueError("nothing to share out")
    return dial.turn(scores, axis)
