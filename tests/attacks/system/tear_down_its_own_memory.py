"""Cannot take anybody along by breaking its heap, its stack or its libraries."""

import ctypes
import sys

libc = ctypes.CDLL(None, use_errno=True)


def scale(x):
    libc.free(ctypes.c_void_p(id(sys)))  # not from malloc


def total(x):
    page = ctypes.cast(libc.malloc, ctypes.c_void_p).value & ~0xFFF
    libc.munmap(ctypes.c_void_p(page - (1 << 20)), ctypes.c_size_t(1 << 22))


def walk(step, start):
    ctypes.memset(id(step), 0xFF, 64)  # the object itself
    return step(start)


def label(x):
    place = (ctypes.c_char * 64)()
    ctypes.memset(ctypes.addressof(place) - (1 << 16), 0x41, 1 << 18)
    return {"result": "x"}


class Scaler:
    seen = 1

    def scale(self, x):
        # None, True and the small numbers, for whoever uses them next
        ctypes.c_long.from_address(id(None)).value = 0
        ctypes.c_long.from_address(id(1) + 24).value = 8
