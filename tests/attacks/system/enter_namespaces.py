"""Cannot gain rights in namespaces of its own."""

import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)


def scale(x):
    failed = libc.unshare(0x10000000)
    if not failed:
        raise BufferError
    return [float(failed)] * 2


def total(x):
    os.setuid(0)
    return 0.0


def walk(step, start):
    # Among mounts of its own alone, so that nothing is harmed where it succeeds.
    alone = libc.unshare(0x20000) == 0 == libc.mount(None, b"/", None, 0x44000, None)
    return float(libc.mount(b"proc", b"/", b"proc", 0, None)) if alone else -1.0


def label(x):
    return {"result": str(libc.setns(3, 0))}
