"""Cannot crash a reader of its file by nesting as deep as Python can just read."""

SUBMITTED = b"""\
def scale(x):
    return x%s

def total(x):
    return %s1

def walk(step, start):
    return (%s 0)()

def label(x):
    return %s

class Scaler:
%s
""" % (
    b".T" * 2_400,
    b"-" * 2_400,
    b"lambda: " * 2_000,
    b"[" * 150 + b"x" + b"]" * 150,
    b"".join(b" " * (n + 4) + b"class Scaler:\n" for n in range(90)) + b" " * 95 + b"1",
)
