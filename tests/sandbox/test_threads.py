"""Eight threads and the memory that is left for them."""

from __future__ import annotations

import pytest

from grader.model import Function, Limits
from grader.sandbox.session import Session

SOURCE = b"""
import threading
import time


def count():
    started = 0
    for _ in range(8):
        threading.Thread(target=time.sleep, args=(100,), daemon=True).start()
        started += 1
    return len(bytearray(250 << 20)) * started
"""


def test_eight_threads_take_no_memory_but_their_stacks(sandbox):
    session = Session(sandbox, "ex01", SOURCE, "a.py", 0, Limits(memory_mib=512))
    try:
        assert session.begin() is None
        if session.protection.level != "full":
            pytest.skip("no threads where they cannot be counted alone")
        counted = session.call("count", Function(returns="integer"), (), {})
    finally:
        session.close()

    assert counted == 8 * (250 << 20)
