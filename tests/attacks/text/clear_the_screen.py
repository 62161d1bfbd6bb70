"""Cannot move the cursor, clear the screen or hide what stands on it."""

TEXT = (
    "\x1b[2J\x1b[H\x1b[8mhidden\x1b[5m \x1b[?1049h\x1b[3;5r\x1b[9A\x1b[1000b\x1bc\x1b[6n"
    "\x9b2J\x9b8m \x1b(0lqk\x0e \x84\x8d\x08\x08\x08\x7f\x1b]4;1;rgb:0/0/0\x1b\\"
)


def scale(x):
    print(TEXT)
    raise ValueError(TEXT)


def total(x):
    return TEXT


def label(x):
    return {TEXT: TEXT}
