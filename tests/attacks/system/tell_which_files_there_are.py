"""Cannot tell a file that is there from one that is not, by any error number."""

import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
THERE = b"@COURSE@/reference/ex01_task/solution.py"
ABSENT = b"@COURSE@/reference/ex01_task/nothing.py"
buffer = ctypes.create_string_buffer(4096)

PROBES = {
    "scale": [
        lambda path: libc.syscall(4, path, buffer),  # stat
        lambda path: libc.syscall(6, path, buffer),  # lstat
        lambda path: libc.syscall(262, -100, path, buffer, 0),  # newfstatat
        lambda path: libc.syscall(332, -100, path, 0, 0xFFF, buffer),  # statx
        lambda path: libc.syscall(137, path, buffer),  # statfs
    ],
    "total": [
        lambda path: libc.syscall(21, path, 0),  # access
        lambda path: libc.syscall(439, -100, path, 0, 0x200),  # faccessat2
        lambda path: libc.syscall(89, path, buffer, 4096),  # readlink
        lambda path: libc.syscall(191, path, b"user.x", buffer, 4096),  # getxattr
        lambda path: libc.syscall(194, path, buffer, 4096),  # listxattr
    ],
    "walk": [
        lambda path: libc.syscall(2, path, 0x200000),  # open with O_PATH
        lambda path: libc.syscall(80, path),  # chdir
        lambda path: libc.syscall(59, path, 0, 0),  # execve
        lambda path: libc.syscall(134, path),  # uselib
        lambda path: libc.syscall(163, path),  # acct
    ],
}


def told(probe, path):
    ctypes.set_errno(0)
    result = probe(path)
    return result, ctypes.get_errno()


def differ(name):
    for probe in PROBES[name]:
        if told(probe, THERE) != told(probe, ABSENT):
            raise BufferError("got through")
    return 0.0


def scale(x):
    return [differ("scale")] * 2


def total(x):
    return differ("total")


def walk(step, start):
    return differ("walk")


def said(call, path):
    try:
        call(path)
    except OSError as error:
        return str(error).replace(str(path), "")
    return ""


def label(x):
    for call in (open, os.stat, os.listdir, os.readlink, os.chdir, os.remove):
        if said(call, THERE) != said(call, ABSENT):
            raise BufferError("got through")
