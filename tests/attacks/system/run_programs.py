"""Cannot run a program."""

import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)


def scale(x):
    if os.system("exit 0") == 0:
        raise BufferError
    os.execv("/bin/sh", ["sh", "-c", "sleep 100"])


def total(x):
    return float(os.system("sleep 100") == 0)


def walk(step, start):
    os.posix_spawn("/bin/sh", ["sh", "-c", "sleep 100"], {})
    return 0.0


def label(x):
    return {"result": str(libc.syscall(322, 0, b"", 0, 0, 0x1000))}
