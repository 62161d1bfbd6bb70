"""Cannot break a function of ours by what it is called with."""

import contextlib

import numpy as np


def walk(step, start):
    for value in (
        None, "x" * 10**6, np.zeros((2, 2)), [[1], [1, 2]], {1: 2}, object(), 1j,
        float("nan"), 10**400, -0.0, True, b"x", np.float16(1), step, 2**63, (),
    ):  # fmt: skip
        with contextlib.suppress(Exception):
            step(value)
        with contextlib.suppress(Exception):
            step(value, value)
        with contextlib.suppress(Exception):
            step(x=value)
    return 0.0
