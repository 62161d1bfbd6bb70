"""Cannot ask its line who is at the other end, change it, or hand a descriptor over."""

import array
import contextlib
import socket
import struct

line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM, 0, fileno=3)


def works(call):
    with contextlib.suppress(OSError):
        call()
        raise BufferError("got through")


def scale(x):
    works(lambda: line.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12))
    works(line.getpeername)
    works(line.getsockname)
    return x


def total(x):
    works(lambda: line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1))
    linger = struct.pack("ii", 1, 100)
    works(lambda: line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger))
    return 0.0


def walk(step, start):
    rights = array.array("i", [0, 1, 2])
    held = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, rights)]
    works(lambda: line.sendmsg([b"\0"], held))
    works(lambda: line.recvmsg(1, 100, socket.MSG_DONTWAIT))
    return 0.0


def label(x):
    works(lambda: line.shutdown(socket.SHUT_RD))
    works(lambda: line.send(b"x", socket.MSG_OOB))
