"""Cannot list a folder, learn where it stands, or step out of its root."""

import contextlib
import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
buffer = ctypes.create_string_buffer(4096)


def works(call):
    with contextlib.suppress(OSError):
        if call() not in (None, [], -1):
            raise BufferError("got through")


def scale(x):
    works(lambda: os.listdir("/"))
    works(lambda: os.listdir("@COURSE@"))
    works(lambda: list(os.walk("..")))
    works(lambda: list(os.scandir(".")))
    return x


def total(x):
    for fd in range(32):
        works(lambda fd=fd: libc.syscall(217, fd, buffer, 4096))  # getdents64
        works(lambda fd=fd: libc.syscall(78, fd, buffer, 4096))  # getdents
    return 0.0


def walk(step, start):
    works(os.getcwd)
    works(lambda: libc.syscall(79, buffer, 4096))
    return 0.0


def label(x):
    works(lambda: libc.chdir(b"/"))
    works(lambda: libc.chdir(b".."))
    for fd in range(32):
        works(lambda fd=fd: libc.fchdir(fd))
