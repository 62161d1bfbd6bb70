"""Cannot answer in the judge's place by writing frames on any descriptor."""

import contextlib
import os
import struct


def text(string):
    data = string.encode()
    return b"s" + struct.pack("<I", len(data)) + data


def raw(data):
    return b"b" + struct.pack("<I", len(data)) + data


def reply(nonce, body):
    data = (
        b"m" + struct.pack("<I", 2) + text("nonce") + nonce + text("value") + raw(body)
    )
    return struct.pack("<I", len(data)) + data


NONCES = [raw(bytes(16)), raw(b""), b"N", b"T", raw(b"0123456789abcdef"), text("nonce")]
BODIES = [b"d" + struct.pack("<d", 8675311.25), b"T", b"N"]


def spray():
    for fd in (*range(32), 1000, 1001, 1002, 1003):
        for nonce in NONCES:
            for body in BODIES:
                with contextlib.suppress(OSError):
                    os.write(fd, reply(nonce, body))


def scale(x):
    spray()
    return x


def total(x):
    spray()
    return 0.0
