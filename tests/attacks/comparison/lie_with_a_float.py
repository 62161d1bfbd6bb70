"""Cannot pass with a float whose comparisons lie."""


class Lie(float):
    def _yes(self, *others):
        return True

    def _self(self, *others):
        return self

    def __ne__(self, other):
        return False

    __eq__ = __lt__ = __le__ = __gt__ = __ge__ = _yes
    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __abs__ = _self
    __float__ = __index__ = __round__ = __array__ = _self
    __hash__ = float.__hash__


def scale(x):
    return [Lie(1.0) for _ in x]


def total(x):
    return Lie(1.0)


def walk(step, start):
    return Lie(step(start))


def label(x):
    return {"result": Lie(1.0)}
