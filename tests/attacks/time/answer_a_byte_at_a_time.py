"""Cannot stretch its deadline by answering slowly, or half."""

import gc
import os
import time

[server] = [o for o in gc.get_objects() if type(o).__name__ == "Server"]
protocol = type(server).run.__globals__["protocol"]


def drip(value):
    body = protocol.encode({"nonce": server.nonce, "value": protocol.encode(value)})
    for byte in protocol.frame(body):
        os.write(3, bytes([byte]))
        time.sleep(0.02)
    time.sleep(100)


def scale(x):
    drip([4.0, 7.0])


def total(x):
    os.write(3, b"\x10\0")
    time.sleep(100)


def walk(step, start):
    os.write(3, (1 << 20).to_bytes(4, "little"))
    while True:
        os.write(3, b"\0" * 100)
        time.sleep(0.05)
