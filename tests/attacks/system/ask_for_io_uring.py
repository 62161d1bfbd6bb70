"""Cannot go around the filter by io_uring."""

import ctypes

libc = ctypes.CDLL(None, use_errno=True)


def scale(x):
    ring = libc.syscall(425, 8, ctypes.create_string_buffer(120))
    if ring >= 0:
        raise BufferError
    return [float(ring)] * 2


def total(x):
    return float(libc.syscall(426, 3, 1, 0, 0, 0, 0))
