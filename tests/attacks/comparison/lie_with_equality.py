"""Cannot pass with an object that is equal to everything."""


class Lie:
    shape, dtype, ndim, size = (2,), float, 1, 2

    def __eq__(self, other):
        return True

    def __ne__(self, other):
        return False

    def __getattr__(self, name):
        return self

    def __call__(self, *args, **kwargs):
        return self

    __hash__ = None
    __bool__ = __le__ = __lt__ = __ge__ = __gt__ = __eq__


def scale(x):
    return Lie()


total = walk = label = scale


class Scaler(Lie):
    seen = Lie()
    scale = Lie()
