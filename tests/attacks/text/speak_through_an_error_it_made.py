"""Cannot have a line, a file or a message shown that Python did not give."""

TEXT = "\x1b[2J<x-got-through>\nFORGED 10/10\u202e"


class Said(SyntaxError):
    @property
    def msg(self):
        return TEXT

    filename, lineno, text, __notes__ = "task.py", 1, TEXT, [TEXT]


raise Said(TEXT, (f"task.py{TEXT}", 1, 1, TEXT)) from KeyError(TEXT)
