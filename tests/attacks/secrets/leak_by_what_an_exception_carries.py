"""Cannot carry a hidden input out in what an exception has beside its message."""


def scale(x):
    error = ValueError()
    error.add_note(str(x[0]))
    error.__dict__.update({str(x[0]): x[0]})
    raise error from KeyError(str(x[0]))


def total(x):
    raise ImportError(name=str(x[0]), path=f"/{x[0]}")


def walk(step, start):
    number = step(start)
    raise AttributeError(name=str(number), obj={str(number): number})


def label(x):
    raise UnicodeDecodeError(str(x), str(x).encode(), int(x), int(x) + 1, str(x))


class Scaler:
    def __getattr__(self, name):
        raise AttributeError(f"did you mean {self.last}?")

    def scale(self, x):
        self.last = str(x[0])
        raise OSError(int(x[0]), str(x[0]), str(x[0]), None, str(x[0]))
