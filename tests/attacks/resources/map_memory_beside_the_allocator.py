"""Cannot map more memory than it is given, whatever it calls it."""

import ctypes

libc = ctypes.CDLL(None, use_errno=True)
libc.mmap.restype = libc.sbrk.restype = libc.mremap.restype = ctypes.c_ssize_t
SHARED, PRIVATE, ANYBODYS, DOWNWARDS, NOT_RESERVED = 1, 2, 0x20, 0x100, 0x4000
MIB = ctypes.c_size_t(1 << 20)


def many(call):
    for _ in range(1100):
        if call() == -1:
            return 0.0
    raise BufferError("got through")


def mapping(flags, protection=3):
    at = ctypes.c_long(0)
    return lambda: libc.mmap(None, MIB, protection, flags | ANYBODYS, -1, at)


def scale(x):
    return [many(mapping(SHARED)), many(mapping(PRIVATE | NOT_RESERVED))]


def total(x):
    return many(mapping(PRIVATE | DOWNWARDS)) + many(mapping(PRIVATE, 0))


def walk(step, start):
    return many(lambda: libc.sbrk(ctypes.c_ssize_t(1 << 20)))


def label(x):
    place = mapping(PRIVATE)()
    large = ctypes.c_size_t(1 << 30)
    if libc.mremap(ctypes.c_ssize_t(place), MIB, large, 1) != -1:
        raise BufferError("got through")
