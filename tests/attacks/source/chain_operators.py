"""Cannot crash a reader of its file by a chain of operators as long as the file."""

SUBMITTED = b"""\
def scale(x):
    return x%s

def total(x):
    return %s1

def walk(step, start):
    if start:
        pass
%s
""" % (b".T" * 150_000, b"-" * 150_000, b"    elif start: pass\n" * 10_000)
