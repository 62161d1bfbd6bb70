"""Cannot pass as a number by registering its class as one."""

import numbers


class Always(type):
    def __instancecheck__(cls, other):
        return True


class Lie(metaclass=Always):
    def __sub__(self, other):
        return self

    def __gt__(self, other):
        return False

    def __eq__(self, other):
        return True

    __rsub__ = __abs__ = __lt__ = __ne__ = __gt__
    __le__ = __ge__ = __bool__ = __eq__
    __hash__ = None


numbers.Integral.register(Lie)


def scale(x):
    return Lie()


total = walk = label = scale
