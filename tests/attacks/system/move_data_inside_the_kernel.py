"""Cannot have the kernel copy between descriptors behind the filter's back."""

import ctypes

libc = ctypes.CDLL(None, use_errno=True)
vector = (ctypes.c_uint64 * 2)(0, 0)


def got(result):
    if result >= 0:
        raise BufferError("got through")
    return 0.0


def scale(x):
    got(libc.sendfile(1, 0, None, ctypes.c_size_t(0)))
    got(libc.syscall(326, 0, 0, 1, 0, ctypes.c_size_t(0), 0))  # copy_file_range
    return x


def total(x):
    got(libc.syscall(275, 0, 0, 1, 0, ctypes.c_size_t(0), 0))  # splice
    return got(libc.syscall(276, 0, 1, ctypes.c_size_t(0), 0))  # tee


def walk(step, start):
    got(libc.syscall(278, 1, vector, 1, 0))  # vmsplice
    return got(libc.syscall(18, 1, b"", ctypes.c_size_t(0), 0))  # pwrite64
