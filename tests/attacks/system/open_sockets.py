"""Cannot reach the network or another process by a socket."""

import ctypes
import socket

libc = ctypes.CDLL(None, use_errno=True)


def scale(x):
    made = []
    for family in (socket.AF_INET, socket.AF_INET6, socket.AF_UNIX, 16, 38, 40):
        for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_RAW):
            try:
                made.append(socket.socket(family, kind))
                if family == socket.AF_INET and kind == socket.SOCK_DGRAM:
                    made[-1].sendto(b"hello", ("127.0.0.1", 9))
                    raise BufferError
            except OSError:
                continue
    return [float(len(made)), 7.0]


def total(x):
    return float(libc.socketpair(1, 1, 0, ctypes.create_string_buffer(8)) + 1)


def walk(step, start):
    socket.create_connection(("127.0.0.1", 22), 0.1)
    return 0.0


def label(x):
    return {"result": str(socket.socket(fileno=3).sendmsg([b"x"]))}
