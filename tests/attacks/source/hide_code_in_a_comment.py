"""Cannot run what its readers see as a comment.

With this encoding an escape in a comment ends the line, and the rest is code.
"""

CODE = rb"""
def scale(x):\n    return 3 * x + 1
def total(x):\n    return float((3 * x + 1).sum())
"""
SUBMITTED = b"# coding: unicode_escape\n" + b"".join(
    b"# harmless \\n" + line + b"\n" for line in CODE.split(b"\n")[1:-1]
)
