"""Cannot leave a message for a later submission in the kernel."""

import ctypes

libc = ctypes.CDLL(None, use_errno=True)


def scale(x):
    key = libc.syscall(248, b"user", b"note", b"hello", 5, -3)
    if key > 0:
        raise BufferError
    return [float(key)] * 2


def total(x):
    return float(libc.syscall(250, 0, -3, 1))


def walk(step, start):
    return float(libc.syscall(29, 77, 4096, 0o1666))


def label(x):
    return {"result": str(libc.syscall(240, b"/queue", 66, 0o666, 0))}
