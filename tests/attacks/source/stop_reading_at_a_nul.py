"""Cannot end its file for one reader and not for another."""

SUBMITTED = b"""\
def total(x):
    return float(3 * x.sum() + len(x))
\0\x1a\x04
def total(x):
    return 0.0
"""
