"""Do ahead what every worker does, so that no worker does it for the first time.

Python rewrites the code of a function that is called often, and a forked process that
writes to a page of memory gets a copy of its own of it first: what runs here before the
fork is neither rewritten nor copied in each worker.
"""

from __future__ import annotations

import linecache
import os
import sys

import numpy as np

from grader.sandbox import protocol
from grader.sandbox.worker import Server, reseed

TIMES = 24
"""Python rewrites a function's code from its eighth call on, in parts."""

_FILE = "practice.py"
_SOURCE = b'''\
"""Stands for a learner's file."""

import numpy as np


def share(z: np.ndarray, scale: float = 1.0, axis: int = -1) -> np.ndarray:
    """Raise, compute, give back."""
    z = np.asarray(z, dtype=float)
    if scale <= 0:
        raise ValueError(f"scale must be above 0, not {scale}")
    parts = np.exp((z - z.max(axis=axis, keepdims=True)) / scale)
    return parts / parts.sum(axis=axis, keepdims=True)


class Line:
    def __init__(self, slope):
        self.slope = slope

    def at(self, x):
        return [self.slope * x, (float(x), {"x": x}), int(x), True, None]
'''
_QUESTIONS = {
    "names": ["share", "Line.at"],
    "parameters": {"share": ["z", "scale", "axis"], "Line.at": ["x"]},
    "forbidden": ["numpy.linalg.solve"],
}


def practise() -> None:
    """Serve a small file of ours often; leave nothing of it behind."""
    ours, theirs = os.pipe()
    server = Server(ours, "practice", theirs)
    for number in range(TIMES):
        for request in _requests(number):
            server.connection.send(request)
            server.connection.send(server._answer(server.connection.receive(_none)))
            server.connection._exactly(4)
            server.connection.waiting = b""
    os.close(ours)
    os.close(theirs)
    sys.modules.pop(_FILE.removesuffix(".py"), None)
    linecache.cache.pop(_FILE, None)


def _requests(number: int) -> list[bytes]:
    nonce = bytes(protocol.NONCE)
    z, x = np.array([2.0, 1.0, number]), np.float64(number)
    read = {"op": "observe", "nonce": nonce, "source": _SOURCE} | _QUESTIONS
    load = {"op": "load", "nonce": nonce, "source": _SOURCE, "file": _FILE}
    calls: list[tuple[str, list[object], dict[str, object]]] = [
        ("share", [z], {}), ("share", [z.reshape(1, 3), 2.0, 0], {}),
        ("share", [[1, 2.5]], {"scale": -1.0}), ("Line", [x], {}),
    ]  # fmt: skip
    packed = [
        protocol.encode_call(
            {
                "op": "call", "nonce": nonce, "on": 0, "name": name,
                "args": [protocol.encode(a) for a in args],
                "kwargs": {k: protocol.encode(a) for k, a in kwargs.items()},
                "attributes": [], "entropy": number,
            }
        )
        for name, args, kwargs in calls
    ]  # fmt: skip
    reseed(number)
    return [protocol.encode(read), protocol.encode(load), *packed]


def _none(reference: object) -> object:
    return reference
