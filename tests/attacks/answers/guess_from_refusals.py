"""Cannot learn from what its call-backs refuse.

Earns: 0
"""

import contextlib


def walk(step, start):
    said = ""
    for value in (None, "x", [1], {}, float("nan"), 10**400, print, step):
        with contextlib.suppress(Exception):
            step(value)
        try:
            step(value)
        except BaseException as error:  # noqa: BLE001
            said += repr(error)
    raise ValueError(said)
