"""Cannot exhaust the judge with values inside of values, or with too many of them.

Promise: flood
"""

import gc
import struct

[server] = [o for o in gc.get_objects() if type(o).__name__ == "Server"]
protocol = type(server).run.__globals__["protocol"]


def send(body):
    server.connection.send(protocol.encode_value(server.nonce, body))


def some(kind, count):
    return kind + struct.pack("<I", count)


def scale(x):
    send(some(b"l", 1) * 100_000)


def total(x):
    send(some(b"t", (1 << 32) - 1) + b"N" * 1000)


def walk(step, start):
    send(some(b"m", 1) * 500 + b"N")


def label(x):
    send(some(b"l", 190_000) + some(b"l", 190_000) * 3 + b"N" * 300_000)


class Scaler:
    def __init__(self):
        send(some(b"e", 2) + some(b"e", 0) * 2)
