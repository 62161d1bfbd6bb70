"""Cannot make itself traceable, outlive its parent, or adopt orphans."""

import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
NEVER = ctypes.c_ulong(0)


def got(result):
    if result >= 0:
        raise BufferError("got through")
    return 0.0


def scale(x):
    # Parent's death, any tracer, subreaper.
    for option, value in ((1, 0), (0x59616D61, -1), (36, 1)):
        got(libc.prctl(option, ctypes.c_long(value), NEVER, NEVER, NEVER))
    return x


def total(x):
    got(libc.prctl(15, b"systemd", NEVER, NEVER, NEVER))  # its name
    return got(libc.prctl(29, ctypes.c_ulong(1), NEVER, NEVER, NEVER))  # its slack


def walk(step, start):
    try:
        os.setsid()
    except PermissionError:
        os.setpgid(0, 0)
    raise BufferError("got through")


def label(x):
    got(libc.syscall(158, 0x1001, ctypes.c_ulong(0)))  # arch_prctl, ARCH_SET_GS
