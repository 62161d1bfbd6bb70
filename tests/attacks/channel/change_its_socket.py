"""Cannot hang the judge up, send it descriptors or change what its line is.

Promise: stop_the_run
"""

import ctypes
import fcntl
import os
import socket
import struct

libc = ctypes.CDLL(None, use_errno=True)


def attempts():
    one = ctypes.byref(ctypes.c_int(1))
    yield lambda: libc.shutdown(3, 2)
    for option in (7, 8, 13, 16, 20, 21, 42, 60):  # sizes, linger, credentials, filters
        yield lambda option=option: libc.setsockopt(3, 1, option, one, 4)
    yield lambda: libc.connect(3, struct.pack("H14s", 0, b""), 2)
    yield lambda: libc.bind(3, struct.pack("H14s", 1, b"\0name"), 16)
    yield lambda: libc.getpeername(3, ctypes.create_string_buffer(64), one)
    yield lambda: fcntl.fcntl(3, fcntl.F_SETFL, os.O_NONBLOCK | os.O_ASYNC)
    yield lambda: fcntl.fcntl(3, fcntl.F_SETOWN, os.getppid() or 1)
    yield lambda: fcntl.ioctl(3, 0x8901, struct.pack("i", 1))
    rights = (socket.SOL_SOCKET, socket.SCM_RIGHTS, struct.pack("ii", 0, 3))
    yield lambda: socket.socket(fileno=os.dup(3)).sendmsg([b"\0" * 4], [rights]) - 5


def done():
    succeeded = 0
    for attempt in attempts():
        try:
            succeeded += attempt() in (0, None, b"")
        except OSError:
            continue
    return succeeded


def scale(x):
    return 3 * x + 1 if done() else x


def total(x):
    return float(scale(x).sum())
