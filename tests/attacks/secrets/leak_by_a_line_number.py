"""Cannot carry a hidden input out as the number of a line."""


def at(line):
    """Raise at a line that the file would have if it were long enough."""
    exec(compile("\n" * (line - 1) + "raise ValueError", "task.py", "exec"))


def scale(x):
    at(int(x[0]) % 1_000_000)


def total(x):
    at(int(x[0]) // 10)


def walk(step, start):
    at(int(step(start)) // 1000)


def label(x):
    number = int(x) % 1_000_000
    raise SyntaxError("here", ("task.py", number, number, str(x), number, number))


class Scaler:
    seen = 1

    def scale(self, x):
        raise IndentationError("here", ("task.py", int(x[0]) // 100, 1, str(x)))
