"""Cannot lock memory, so that the machine could not take it back."""

import ctypes

libc = ctypes.CDLL(None, use_errno=True)
libc.mmap.restype = ctypes.c_ssize_t
block = ctypes.create_string_buffer(1 << 16)
size = ctypes.c_size_t(1 << 16)


def got(result):
    if result != -1:
        raise BufferError("got through")
    return 0.0


def scale(x):
    return [got(libc.mlock(block, size)), got(libc.syscall(325, block, size, 1))]


def total(x):
    return got(libc.mlockall(3)) + got(libc.mlockall(4))


def walk(step, start):
    locked, populated = 0x2000, 0x8000
    flags = 0x22 | locked | populated
    return got(libc.mmap(None, size, 3, flags, -1, ctypes.c_long(0)))


def label(x):
    got(libc.syscall(279, 0, 1, block, 0, block, 0))  # move_pages
    got(libc.syscall(237, block, size, 0, 0, 0, 0))  # mbind
