"""Cannot pass with something that would only be an answer later."""

import functools


async def scale(x):
    return 3 * x + 1


async def total(x):
    yield float(3 * x.sum() + 2)


def walk(step, start):
    return functools.partial(step, start)


def label(x):
    yield from {"result": str(3 * x + 1)}.items()


class Scaler:
    seen = 1

    def scale(self, x):
        return (3 * v + 1 for v in x)
