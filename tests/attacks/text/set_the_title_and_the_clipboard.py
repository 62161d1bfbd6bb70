"""Cannot talk to the terminal itself: set a title or a clipboard, or have it answer."""

TEXT = (
    "\x1b]0;got-through\x07\x1b]2;got-through\x1b\\\x1b]52;c;Z290LXRocm91Z2g=\x07"
    '\x9d52;c;Z290\x9c\x1bP$q"p\x1b\\\x1b_got-through\x1b\\\x1b^x\x1b\\\x1bXx\x1b\\'
    "\x90+q544e\x9c\x9f\x9e\x98\x1b[c\x1b[21t\x1b]10;?\x07\x1b]1337;File=:AA==\x07\x05"
)


def scale(x):
    print(TEXT)
    raise ValueError(TEXT)


def total(x):
    return TEXT


def label(x):
    return {TEXT: TEXT}
