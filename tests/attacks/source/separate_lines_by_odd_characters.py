"""Cannot shift the line that is shown by characters that end a line for some."""

SUBMITTED = (
    "x = '\x0b\x0c\x1c\x1d\x85\u2028\u2029'\r"
    "\x0cdef scale(x):\r\n"
    "    '''\x85\u2028\x1e\r\r\n\x0c'''\r"
    "    raise ValueError(7)\n"
    "\x0c\r\n\r"
    "def total(x): return '\u2029' + x"
).encode()
