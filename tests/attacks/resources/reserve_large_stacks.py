"""Cannot take memory or processes by the stacks of its threads."""

import _thread
import contextlib
import threading
import time

STARTED = []


def start(count, size):
    threading.stack_size(size)
    with contextlib.suppress(RuntimeError, ValueError):
        for _ in range(count):
            _thread.start_new_thread(time.sleep, (100,))
            STARTED.append(size)
    if len(STARTED) > 64 or sum(STARTED) > 256 << 20:
        raise BufferError("got through")


def scale(x):
    start(100, 1 << 15)
    return x


def total(x):
    start(8, 1 << 28)
    return 0.0


def walk(step, start_):
    start(100, 1 << 24)
    return 0.0
