"""Cannot take anybody along when it crashes Python."""

import ctypes
import os


def scale(x):
    ctypes.string_at(0)


def total(x):
    os.abort()


def walk(step, start):
    ctypes.c_int.from_address(1).value = step(start)


def label(x):
    exec(compile("(" * 90 + ")" * 90, "x", "eval"))
    return eval("-" * 200_000 + "1")
