"""Cannot confuse the judge by frames that are cut off, empty or longer than they say.

The honest answer that follows is taken for the rest of the one before.
"""

import gc
import os

[server] = [o for o in gc.get_objects() if type(o).__name__ == "Server"]
protocol = type(server).run.__globals__["protocol"]


def scale(x):
    os.write(3, bytes([40, 0, 0, 0]) + b"V" + server.nonce)
    return x


def total(x):
    os.write(3, bytes(4))
    return 0.0


def walk(step, start):
    os.write(3, bytes([5, 0, 0, 0]) + b"V12")
    return start


def label(x):
    os.write(3, bytes([1, 0, 0, 0]) + b"Vd")
    return {"result": ""}


class Scaler:
    def __init__(self):
        os.write(3, bytes([17, 0, 0, 0]) + b"V" + server.nonce)
