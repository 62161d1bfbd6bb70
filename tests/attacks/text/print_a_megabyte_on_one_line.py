"""Cannot fill a screen or a page with one line, or with one character."""

TEXT = "x" * 500_000 + "\t" * 100_000 + "\u0301" * 100_000 + "\U0001f469\u200d" * 50_000


def scale(x):
    print("\u0310\u0489" * 50_000, end="")
    print(TEXT, end="\r")
    raise ValueError(TEXT)


def total(x):
    return TEXT


def walk(step, start):
    raise type("E" * 1_000_000, (Exception,), {})(TEXT)
