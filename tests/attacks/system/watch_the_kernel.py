"""Cannot measure, program or stall the kernel."""

import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)


def got(result):
    if result >= 0:
        raise BufferError("got through")


def scale(x):
    event = (1).to_bytes(4, "little") + (128).to_bytes(4, "little") + bytes(120)
    got(libc.syscall(298, event, 0, -1, -1, 0))  # perf_event_open


def total(x):
    made = b"".join(n.to_bytes(4, "little") for n in (2, 4, 4, 1)) + bytes(112)
    got(libc.syscall(321, 0, made, 128))  # bpf, an array


def walk(step, start):
    got(libc.syscall(323, 1))  # userfaultfd


def label(x):
    got(libc.syscall(312, os.getpid(), os.getpid(), 0, 0, 0))  # kcmp


class Scaler:
    seen = 1

    def scale(self, x):
        got(libc.syscall(246, 0, 0, 0, 0))  # kexec_load
