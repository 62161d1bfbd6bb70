"""Cannot learn by questions about a process which processes there are."""

import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
buffer = ctypes.create_string_buffer(4096)
size = ctypes.c_size_t(4096)
OTHERS = [pid for pid in (*range(1, 200), os.getppid()) if pid not in (0, os.getpid())]


def told(*probes):
    """Whether any call tells one of many processes from one that cannot be."""
    for probe in probes:
        said = set()
        for pid in (*OTHERS, 1 << 22):
            ctypes.set_errno(0)
            said.add((probe(pid), ctypes.get_errno()))
        if len(said) > 1:
            raise BufferError("got through")
    return 0.0


def scale(x):
    return [
        told(
            lambda pid: libc.syscall(62, pid, 0),  # kill
            lambda pid: libc.syscall(200, pid, 0),  # tkill
            lambda pid: libc.syscall(234, pid, pid, 0),  # tgkill
        )
    ] * 2


def total(x):
    return told(
        lambda pid: libc.syscall(140, 0, pid),  # getpriority
        lambda pid: libc.syscall(145, pid),  # sched_getscheduler
        lambda pid: libc.syscall(204, pid, 128, buffer),  # sched_getaffinity
        lambda pid: libc.syscall(252, 1, pid),  # ioprio_get
    )


def walk(step, start):
    return told(
        lambda pid: libc.syscall(302, pid, 7, 0, buffer),  # prlimit64
        lambda pid: libc.syscall(274, pid, buffer, ctypes.byref(size)),  # robust list
        lambda pid: libc.syscall(121, pid),  # getpgid
        lambda pid: libc.syscall(124, pid),  # getsid
    )


def label(x):
    told(
        lambda pid: libc.syscall(279, pid, 0, 0, 0, 0, 0),  # move_pages
        lambda pid: libc.syscall(125, pid.to_bytes(8, "little"), 0),  # capget
        lambda pid: libc.syscall(61, pid, 0, 1, 0),  # wait4
    )
