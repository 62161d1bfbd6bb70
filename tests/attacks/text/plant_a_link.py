"""Cannot plant a link in a terminal, nor an address that a page follows."""

TEXT = (
    "\x1b]8;;https://got-through.example/\x1b\\task.py:1\x1b]8;;\x1b\\ "
    "\x9d8;id=x;file:///etc/passwd\x07marks\x9d8;;\x07 javascript:alert(1) "
    "data:text/html,<x-got-through> //got-through.example \\\\got-through\\share"
)


def scale(x):
    print(TEXT)
    return TEXT


def total(x):
    raise ValueError(TEXT)


def label(x):
    return {"result": TEXT, TEXT: 1.0}
