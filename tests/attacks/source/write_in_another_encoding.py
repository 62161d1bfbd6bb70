"""Cannot be one program for us and another one for Python, by marks and encodings."""

RIGHT = "def total(x):\n    return float(3 * x.sum() + len(x))\n"
SUBMITTED = (
    b"\xef\xbb\xbf#\x0c -*- coding: utf-7 -*-\r# coding: latin-1\n"
    + RIGHT.encode("utf-16-le")
    + b"\n+AGQAZQBm-\n"
    + RIGHT.encode()
)
