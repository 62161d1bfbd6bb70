"""Cannot take a processor, a priority or a schedule for itself."""

import contextlib
import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)


def works(call):
    with contextlib.suppress(OSError):
        if call() != -1:
            raise BufferError("got through")


def scale(x):
    works(lambda: os.setpriority(os.PRIO_PROCESS, 0, 19))
    works(lambda: os.nice(5))
    works(lambda: os.sched_setaffinity(0, {0}))
    return x


def total(x):
    works(lambda: os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0)))
    attributes = (48).to_bytes(4, "little") + bytes(44)
    works(lambda: libc.syscall(314, 0, attributes, 0))  # sched_setattr
    return 0.0


def walk(step, start):
    works(lambda: libc.syscall(251, 1, 0, 3 << 13))  # ioprio_set
    works(lambda: libc.syscall(238, 0, 0, 0))  # set_mempolicy
    return 0.0


def label(x):
    mask = ctypes.create_string_buffer(b"\1", 128)
    works(lambda: libc.syscall(203, 0, 128, mask))  # sched_setaffinity
