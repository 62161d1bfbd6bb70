"""Cannot run a program that it made in memory, nor make memory that is a file."""

import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
PROGRAM = b"#!/bin/true\n"


def scale(x):
    fd = os.memfd_create("program", 0)
    os.write(fd, PROGRAM)
    raise BufferError("got through")


def total(x):
    if libc.syscall(319, b"program", 0) >= 0:
        raise BufferError("got through")
    return float(libc.syscall(322, 0, b"", 0, 0, 0x1000))


def walk(step, start):
    if libc.syscall(447, 0) >= 0:  # memfd_secret
        raise BufferError("got through")
    return 0.0


def label(x):
    if libc.shm_open(b"/program", os.O_CREAT | os.O_RDWR, 0o600) >= 0:
        raise BufferError("got through")
