"""Cannot end a loop of the checker's early by saying that there is nothing more.

`zip(map(f, inputs), expected)` would be at its end, with nothing compared.
"""


def scale(x):
    raise StopIteration


def total(x):
    raise StopAsyncIteration


def walk(step, start):
    return next(iter(()))


def label(x):
    raise IndexError("no such item")


class Scaler:
    seen = 1

    def scale(self, x):
        raise GeneratorExit
