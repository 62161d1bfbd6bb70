"""Cannot keep a reader of its file busy with a number of a million digits."""

SUBMITTED = b"SIZE = 0x%s\ndef scale(x):\n    return %s\n" % (
    b"f" * 500_000,
    b"9" * 500_000,
)
