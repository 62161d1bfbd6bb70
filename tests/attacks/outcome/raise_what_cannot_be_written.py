"""Cannot break or hold up anybody by what its exceptions say of themselves.

Promise: stop_the_run
"""


class Endless(Exception):
    def __str__(self):
        return str(Endless(self))

    __repr__ = __str__


class Text(str):
    def __getitem__(self, key):
        return self

    def __len__(self):
        return 0


class Odd(KeyError):
    def __str__(self):
        return Text("\x1b]0;title\x07\x00\ud800\u202e" * 1000)


class NoText(Exception):
    def __str__(self):
        return None


def scale(x):
    raise Endless


def total(x):
    raise Odd


def walk(step, start):
    raise ValueError("\n".join(["passed"] * 100_000))


def label(x):
    raise NoText(x, [x] * 10_000)


class Scaler:
    def scale(self, x):
        raise OSError(0, "Success", "/dev/null")
