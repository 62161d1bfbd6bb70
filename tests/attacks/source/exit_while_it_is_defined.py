"""Cannot pass by an end that comes while its functions are being made."""

import sys


class Meta(type):
    def __prepare__(name, bases, **more):
        return type("Space", (dict,), {"__missing__": lambda self, key: sys.exit(0)})()


def decorated(function):
    raise SystemExit(0)


def total(x, default=sys.flags, *, end: "sys.exit(0)" = None) -> "quit()":
    return default


@lambda function: decorated
def scale(x):
    return x


class Scaler(metaclass=Meta):
    seen = anything  # noqa: F821
