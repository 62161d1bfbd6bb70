"""Cannot add a line to what others read line by line."""

ENDS = (
    "\n",
    "\r",
    "\r\n",
    "\x0b",
    "\x0c",
    "\x1c",
    "\x1d",
    "\x1e",
    "\x85",
    "\u2028",
    "\u2029",
)
TEXT = "x" + "".join(f"{end}FORGED 10/10 passed{end}" for end in ENDS)


def scale(x):
    print(TEXT)
    raise ValueError(TEXT)


def total(x):
    return TEXT


def label(x):
    return {TEXT: TEXT}
