"""Cannot make or move a mount by the newer calls, nor change its root."""

import ctypes

libc = ctypes.CDLL(None, use_errno=True)


def got(result):
    if result >= 0:
        raise BufferError("got through")


def scale(x):
    got(libc.syscall(430, b"tmpfs", 0))  # fsopen


def total(x):
    got(libc.syscall(428, -100, b"/", 1))  # open_tree, a clone


def walk(step, start):
    got(libc.syscall(442, -100, b"/", 0, b"\0" * 32, 32))  # mount_setattr


def label(x):
    got(libc.chroot(b"/"))


class Scaler:
    seen = 1

    def scale(self, x):
        got(libc.syscall(155, b".", b"."))  # pivot_root
