"""Cannot take anybody along by what its own machine code does."""

import ctypes

libc = ctypes.CDLL(None, use_errno=True)
libc.mmap.restype = ctypes.c_void_p


def run(code):
    page = libc.mmap(None, ctypes.c_size_t(4096), 7, 0x22, -1, ctypes.c_long(0))
    ctypes.memmove(page, code, len(code))
    return ctypes.CFUNCTYPE(ctypes.c_int)(page)()


def scale(x):
    run(b"\x0f\x0b")  # no instruction at all


def total(x):
    run(b"\x31\xc9\x31\xd2\x31\xc0\xf7\xf1\xc3")  # a division by zero


def walk(step, start):
    run(b"\xcc\xc3")  # a breakpoint


def label(x):
    run(b"\xf4")  # halt, which only the kernel may


class Scaler:
    seen = 1

    def scale(self, x):
        run(b"\x50" * 10 + b"\xe8\xf1\xff\xff\xff")  # pushes until the stack ends
