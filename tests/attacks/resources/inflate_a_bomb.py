"""Cannot inflate a few bytes to more memory than it is given."""

import bz2
import zlib


def bomb():
    """A stream of 2 GiB of zeros from one block of them, in 2 MiB."""
    press = zlib.compressobj(9, zlib.DEFLATED, -15)
    head = press.compress(bytes(1 << 20)) + press.flush(zlib.Z_FULL_FLUSH)
    return head * 2048


def scale(x):
    if len(zlib.decompress(bomb(), -15)) > 1 << 30:
        raise BufferError("got through")


def total(x):
    some = bz2.compress(bytes(1 << 22)) * 150
    if len(bz2.decompress(some)) > 1 << 28:
        raise BufferError("got through")
    return 0.0


def walk(step, start):
    stream = zlib.decompressobj(-15)
    if len(stream.decompress(bomb(), 1 << 30)) == 1 << 30:
        raise BufferError("got through")
    return 0.0
