"""Cannot be told by the kernel what others do with files."""

import ctypes

libc = ctypes.CDLL(None, use_errno=True)


def got(result):
    if result >= 0:
        raise BufferError("got through")
    return 0.0


def scale(x):
    return [got(libc.inotify_init()), got(libc.inotify_init1(0))]


def total(x):
    return got(libc.syscall(300, 0x200, 0))  # fanotify_init, unprivileged


def walk(step, start):
    return got(libc.syscall(300, 0x4, 0))
