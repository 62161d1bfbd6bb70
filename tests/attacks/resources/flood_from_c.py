"""Cannot fill memory or disk with output that C writes, or that no line ends."""

import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
BLOCK = b"x" * (1 << 16)


def scale(x):
    while True:
        libc.puts(BLOCK)


def total(x):
    while True:
        os.writev(1, [BLOCK, b"\r"] * 8)


def walk(step, start):
    # Nothing of this is written until it is too late.
    libc.setvbuf(ctypes.c_void_p.in_dll(libc, "stdout"), None, 0, 1 << 20)
    while True:
        libc.printf(b"%*c", 1 << 20, 0)
