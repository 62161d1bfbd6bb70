"""Cannot lift its limits or its filter."""

import ctypes
import resource

libc = ctypes.CDLL(None, use_errno=True)


def scale(x):
    resource.setrlimit(resource.RLIMIT_AS, (-1, -1))
    raise BufferError
    return x


def total(x):
    allow = (ctypes.c_uint16 * 4)(0x06, 0, 0x0000, 0x7FFF)
    program = (ctypes.c_uint64 * 2)(1, ctypes.addressof(allow))
    return float(libc.prctl(22, 2, program, 0, 0) + libc.syscall(317, 1, 0, program))


def walk(step, start):
    return float(libc.prctl(4, 1, 0, 0, 0) + libc.prctl(38, 0, 0, 0, 0))


def label(x):
    return {"result": str(libc.personality(0xFFFFFFFF))}
