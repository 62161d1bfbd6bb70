"""Cannot say by the name of an exception what a text may not say."""

NAME = "\x1b[2JE\n\rFORGED 10/10 <x-got-through> \u202e =1+1 \x9b8m"


def scale(x):
    raise type(NAME, (Exception,), {"__module__": NAME, "__qualname__": NAME})


def total(x):
    raise type(NAME, (ValueError,), {"__notes__": [NAME]})(NAME)


def walk(step, start):
    raise ExceptionGroup(NAME, [type(NAME, (BaseException,), {})() for _ in range(1)])


def label(x):
    raise UnicodeDecodeError("\x1b[2J", b"\x1b[2J", 0, 1, NAME)
