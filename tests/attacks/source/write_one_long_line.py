"""Cannot fill a page with the one line of its file, in which the error is."""

SUBMITTED = b"def scale(x): %s return '%s' + 1\n" % (
    b"a = b = c = 0;" * 2_000,
    b"<b>\\x1b" * 100_000,
)
