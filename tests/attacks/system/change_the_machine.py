"""Cannot change the machine's name, clock or log."""

import contextlib
import ctypes
import os
import socket
import time

libc = ctypes.CDLL(None, use_errno=True)


def works(call):
    with contextlib.suppress(OSError):
        if call() != -1:
            raise BufferError("got through")


def scale(x):
    name = os.uname().nodename.encode()
    works(lambda: libc.sethostname(name, len(name)))
    works(lambda: socket.sethostname(name))
    return x


def total(x):
    works(lambda: libc.syscall(159, bytes(208)))  # adjtimex
    works(lambda: libc.syscall(305, 0, bytes(208)))  # clock_adjtime
    return 0.0


def walk(step, start):
    works(lambda: time.clock_settime(time.CLOCK_REALTIME, time.time()))
    return 0.0


def label(x):
    works(lambda: libc.klogctl(10, None, 0))
    libc.swapoff(b"/none")
