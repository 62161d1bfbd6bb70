"""Cannot harm who reads its output by bytes that are no text."""

import os

BYTES = b"\xff\xfe\x00\x9b2J\xc0\xaf\xc1\x9b\xed\xa0\x80\xf8\x88\x80\x80\x80\xf4\x90\x80\x80\xc2\x9b8m\xe2\x80"


def scale(x):
    os.write(1, BYTES)
    os.write(2, b"\xe2\x80\xae\x1b]0;got-through\x07" + BYTES + b"\nFORGED 10/10\n")
    raise ValueError(BYTES.decode("utf-8", "surrogateescape"))


def total(x):
    return BYTES


def label(x):
    os.write(1, bytes(range(256)))
    return {"result": BYTES.decode("latin-1")}
