"""Cannot gain rights in namespaces of its own."""

import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)


def scale(x):
    failed = libc.unshare(0x10000000)
    if not failed:
        print("GOT THROUGH")
    return [float(failed)] * 2


def total(x):
    os.setuid(0)
    return 0.0


def walk(step, start):
    return float(libc.mount(b"proc", b"/", b"proc", 0, None))


def label(x):
    return {"result": str(libc.setns(3, 0))}
