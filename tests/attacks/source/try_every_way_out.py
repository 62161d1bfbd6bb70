"""Cannot make a reader of its file try more ways to understand it than there is time for."""

DEPTH = 18
SUBMITTED = b"def scale(x):\n%s%s\n%s" % (
    b"".join(b" " * (n + 1) + b"try:\n" for n in range(DEPTH)),
    b" " * (DEPTH + 1) + b"return x",
    # Each of these is written twice, in each of those outside of it.
    b"".join(b" " * (n + 1) + b"finally: return x\n" for n in reversed(range(DEPTH))),
)
