"""Cannot take more memory in objects that hold each other, or in very many small ones."""

import gc

gc.disable()


class Ring:
    __slots__ = ("load", "other")

    def __init__(self, other):
        self.other, self.load = other, bytearray(1 << 20)


def scale(x):
    for _ in range(600):
        ring = Ring(None)
        ring.other = Ring(ring)
    raise BufferError("got through")


def total(x):
    links = None
    while True:
        links = (links, links)


def walk(step, start):
    try:
        raise MemoryError
    except MemoryError as error:
        while True:
            error = MemoryError(error, [error] * 1000)
