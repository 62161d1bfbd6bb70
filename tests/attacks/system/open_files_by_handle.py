"""Cannot open a file by a handle, which needs no path."""

import ctypes
import struct

libc = ctypes.CDLL(None, use_errno=True)
handle = ctypes.create_string_buffer(struct.pack("Ii", 120, 0), 128)
mount = ctypes.c_int()


def scale(x):
    file = b"@COURSE@/exercises/course.yaml"
    if libc.name_to_handle_at(-100, file, handle, ctypes.byref(mount), 0) == 0:
        raise BufferError("got through")


def total(x):
    # Number 2 is the root of most file systems.
    root = struct.pack("IiII", 8, 1, 2, 0)
    if libc.open_by_handle_at(-100, root, 0) >= 0:
        raise BufferError("got through")


def walk(step, start):
    libc.name_to_handle_at(-100, b"/etc/passwd", handle, ctypes.byref(mount), 0)
    return 0.0
