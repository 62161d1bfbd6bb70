"""Cannot take descriptors without end, of any kind that there is."""

import ctypes
import os
import select

libc = ctypes.CDLL(None, use_errno=True)


def many(make):
    made = []
    try:
        while len(made) < 200:
            result = make()
            if result == -1:
                return 0.0
            made.append(result)
    except OSError:
        return 0.0
    raise BufferError("got through")


def scale(x):
    return [many(lambda: os.dup(0)), many(os.pipe)]


def total(x):
    return many(select.epoll) + many(lambda: libc.eventfd(0, 0))


def walk(step, start):
    return many(lambda: libc.timerfd_create(1, 0)) + many(lambda: libc.fcntl(3, 0, 9))


def label(x):
    return {"result": str(many(lambda: libc.syscall(289, -1, bytes(8), 8, 0)))}
