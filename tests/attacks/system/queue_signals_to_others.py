"""Cannot queue a signal to another process, or have a timer or a descriptor send one."""

import ctypes
import os
import signal
import struct

libc = ctypes.CDLL(None, use_errno=True)
info = struct.pack("iiiii", signal.SIGCONT, 0, -1, os.getpid(), 0) + bytes(108)


def got(result):
    if result >= 0:
        raise BufferError("got through")
    return 0.0


def scale(x):
    for pid in (1, 2, os.getppid()):
        if pid not in (0, os.getpid()):
            got(libc.syscall(129, pid, signal.SIGCONT, info))  # rt_sigqueueinfo
            got(libc.syscall(297, pid, pid, signal.SIGCONT, info))
            got(libc.sigqueue(pid, signal.SIGCONT, None))
    return x


def total(x):
    event = struct.pack("QiiiI", 0, signal.SIGCONT, 4, 1, 0) + bytes(40)
    return got(libc.syscall(222, 1, event, ctypes.create_string_buffer(8)))


def walk(step, start):
    return got(libc.syscall(289, -1, bytes(8), 8, 0))  # signalfd4


def label(x):
    signal.setitimer(signal.ITIMER_REAL, 100)
    raise BufferError("got through")
