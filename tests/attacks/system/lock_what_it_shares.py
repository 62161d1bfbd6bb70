"""Cannot leave a lock, a lease or an owner on a descriptor that it shares."""

import contextlib
import ctypes
import fcntl
import os
import struct

libc = ctypes.CDLL(None, use_errno=True)
LOCK = struct.pack("hhqqi", fcntl.F_RDLCK, 0, 0, 0, 0)


def works(call):
    for fd in range(4):
        with contextlib.suppress(OSError):
            call(fd)
            raise BufferError("got through")


def scale(x):
    works(lambda fd: fcntl.flock(fd, fcntl.LOCK_SH | fcntl.LOCK_NB))
    works(lambda fd: fcntl.fcntl(fd, fcntl.F_SETLK, LOCK))
    return x


def total(x):
    works(lambda fd: fcntl.fcntl(fd, fcntl.F_OFD_SETLK, LOCK))
    works(lambda fd: fcntl.fcntl(fd, fcntl.F_SETLEASE, fcntl.F_RDLCK))
    return 0.0


def walk(step, start):
    works(lambda fd: fcntl.fcntl(fd, fcntl.F_SETOWN, os.getpid()))
    works(lambda fd: fcntl.fcntl(fd, fcntl.F_SETSIG, 9))
    return 0.0


def label(x):
    # The judge's end would stop waiting, or be sent a signal.
    works(lambda fd: fcntl.fcntl(fd, fcntl.F_SETFL, os.O_NONBLOCK | os.O_ASYNC))
    works(lambda fd: fcntl.fcntl(fd, 1031, 1 << 20))  # F_SETPIPE_SZ
