"""Cannot have the judge build an array that its bytes do not fill.

Promise: flood
"""

import gc
import struct

[server] = [o for o in gc.get_objects() if type(o).__name__ == "Server"]
protocol = type(server).run.__globals__["protocol"]


def send(kind, order, *shape, ndim=None, data=bytes(8), size=None):
    head = struct.pack("<BcB", kind, order, len(shape) if ndim is None else ndim)
    lengths = struct.pack(f"<{len(shape)}Q", *shape)
    size = struct.pack("<I", len(data) if size is None else size)
    body = b"a" + head + lengths + size + data
    server.connection.send(protocol.encode_value(server.nonce, body))


def scale(x):
    send(11, b"C", 1 << 60, 0, 1 << 60, data=b"")


def total(x):
    send(11, b"C", 2, size=16)


def walk(step, start):
    send(255, b"C", 1)


def label(x):
    send(11, b"K", 1 << 32, 1 << 32)


class Scaler:
    def __init__(self):
        send(11, b"F", 1, ndim=250)
