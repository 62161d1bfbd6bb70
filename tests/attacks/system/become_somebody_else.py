"""Cannot become another user, or take capabilities back."""

import contextlib
import ctypes
import os
import struct

libc = ctypes.CDLL(None, use_errno=True)


def works(call):
    with contextlib.suppress(OSError):
        if call() in (None, 0):
            raise BufferError("got through")


def scale(x):
    works(lambda: os.setresuid(0, 0, 0))
    works(lambda: os.setresgid(0, 0, 0))
    works(lambda: os.setgroups([0]))
    return x


def total(x):
    header = struct.pack("Ii", 0x20080522, 0)
    works(lambda: libc.capset(header, b"\xff\xff\xff\xff" * 6))
    works(lambda: libc.capset(header, bytes(24)))
    return 0.0


def walk(step, start):
    # These say who one was, not whether it worked.
    libc.setfsuid(0)
    works(lambda: 0 if libc.setfsuid(-1) == 0 else -1)
    return 0.0


def label(x):
    for option, value in ((8, 1), (28, 1), (47, 2)):  # keep capabilities, secure bits
        works(lambda o=option, v=value: libc.prctl(o, v, 0, 0, 0))
