"""Cannot use a descriptor that was left open, or a folder behind one."""

import contextlib
import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)


def scale(x):
    for fd in range(4, 2048):
        with contextlib.suppress(OSError):
            os.fstat(fd)
            raise BufferError("got through")
    return x


def total(x):
    for fd in range(32):
        for name in (b"..", b".", b"", b"@COURSE@/exercises/course.yaml"):
            if libc.syscall(257, fd, name, 0) >= 0:  # openat
                raise BufferError("got through")
    return 0.0


def walk(step, start):
    for number in range(4):
        for name in ("/proc/self/fd", "/dev/fd", "/proc/thread-self/fd"):
            with contextlib.suppress(OSError):
                os.open(f"{name}/{number}", os.O_RDWR)
                raise BufferError("got through")
    return 0.0


def label(x):
    for fd in (0, 1, 2):
        with contextlib.suppress(OSError):
            os.write(0, b"x")
            raise BufferError("got through")
        with contextlib.suppress(OSError):
            if fd and os.read(fd, 1):
                raise BufferError("got through")
