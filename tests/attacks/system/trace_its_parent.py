"""Cannot attach to, read or write another process."""

import ctypes
import os
import struct

libc = ctypes.CDLL(None, use_errno=True)
buffer = ctypes.create_string_buffer(64)
vector = struct.pack("QQ", ctypes.addressof(buffer), 64)


def scale(x):
    failed = libc.ptrace(16, os.getppid(), 0, 0)
    if not failed:
        raise BufferError
    return [float(failed), 0.0]


def total(x):
    return float(libc.process_vm_readv(os.getppid(), vector, 1, vector, 1, 0))


def walk(step, start):
    return float(libc.process_vm_writev(1, vector, 1, vector, 1, 0))


def label(x):
    fd = libc.syscall(434, 1, 0)
    return {"result": str(libc.syscall(438, fd, 0, 0))}
