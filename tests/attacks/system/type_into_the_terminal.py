"""Cannot type into the judge's terminal, or control any device."""

import contextlib
import fcntl
import os

TYPES_A_KEY, FOREGROUND, HANGS_UP = 0x5412, 0x5410, 0x5422


def control(request, argument):
    for fd in range(4):
        with contextlib.suppress(OSError):
            fcntl.ioctl(fd, request, argument)
            raise BufferError("got through")
    return 0.0


def scale(x):
    return [control(TYPES_A_KEY, b"x"), control(0x541B, b"\0" * 4)]


def total(x):
    return control(FOREGROUND, b"\0" * 4) + control(HANGS_UP, 0)


def walk(step, start):
    return control(0x5452, b"\1\0\0\0")  # FIOASYNC


def label(x):
    for name in ("/dev/tty", "/dev/console", "/dev/ptmx", "/dev/pts/0"):
        with contextlib.suppress(OSError):
            os.open(name, os.O_RDWR | os.O_NOCTTY)
            raise BufferError("got through")
    control(0x5421, b"\1\0\0\0")  # FIONBIO, on what it shares with the judge
