"""Cannot find the judge's environment where the kernel laid it: above the stack."""

import ctypes
import os

libc = ctypes.CDLL(None)
NAMES = (b"\0HOME=", b"\0PATH=", b"\0PYTEST", b"\0USER=", b"\0LEARN_", b"\0PWD=")


libc.getauxval.restype = ctypes.c_void_p
END = libc.getauxval(ctypes.c_ulong(31))  # AT_EXECFN, which is the last thing up there


def look(start):
    text = ctypes.string_at(start, END - start)
    if any(name in text for name in NAMES):
        raise BufferError("got through")


def scale(x):
    name = ctypes.c_void_p.in_dll(libc, "program_invocation_name")
    look(name.value)  # the arguments, and behind them the environment
    return x


def total(x):
    libc.getenv.restype = ctypes.c_char_p
    if any(libc.getenv(name[1:-1]) for name in NAMES) or os.environ:
        raise BufferError("got through")
    return 0.0


def walk(step, start):
    look(END - 2000)
    return 0.0
