"""Cannot have lines shown that its file does not have.

A hidden check says in which line it failed: 2,000 lines can be told apart, no more.
"""


def raising(line, kind):
    code = "\n" * (line - 1) + f"def f(x):\n\n raise {kind}(x)"
    space = {"__name__": "task"}
    exec(compile(code, "task.py", "exec"), space)
    return space["f"]


scale = raising(900_000, "ValueError")
total = raising(2, "KeyError")
walk = raising(14, "TypeError")
scale.__code__ = scale.__code__.replace(co_firstlineno=2**31 - 3)
total.__code__ = total.__code__.replace(
    co_firstlineno=1 << 20, co_linetable=b"\xff" * 9
)


def label(x):
    raise SyntaxError("8", ("task.py", 10**18, -5, "code", 0, -1))


class Scaler:
    seen = 1

    def scale(self, x):
        raise IndentationError("8", ("task.py", -7, 10**9, None))
