"""Cannot start a process that outlives it."""

import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)


def children():
    for start in (os.fork, libc.fork, libc.vfork, lambda: libc.syscall(57)):
        try:
            if start() == 0:
                while True:
                    pass
        except OSError:
            continue


def scale(x):
    children()
    return x


def total(x):
    return float(libc.syscall(56, 17, 0, 0, 0, 0) > 0)


def walk(step, start):
    return float(libc.syscall(435, ctypes.create_string_buffer(88), 88) > 0)
