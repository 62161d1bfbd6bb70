"""Four times a number: `learn start ex04`, then edit this file."""

import numpy as np


def double(x: np.ndarray) -> np.ndarray:
    """Return twice every entry."""
    raise NotImplementedError("write double")


def quadruple(x: np.ndarray) -> np.ndarray:
    """Return four times every entry."""
    raise NotImplementedError("write quadruple")
