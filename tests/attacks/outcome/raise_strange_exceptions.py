"""Cannot break the judge with an exception that misbehaves."""


class Meta(type):
    __name__ = property(lambda cls: 1 / 0)

    def __instancecheck__(cls, other):
        return True

    def mro(cls):
        return type.mro(cls)


class Strange(Exception, metaclass=Meta):
    def __str__(self):
        raise Strange

    __repr__ = __str__
    __traceback__ = __cause__ = args = property(__str__)


class Problem(Exception):
    __learn_problem__ = ("passed", "", "", 0)


def scale(x):
    raise Strange


def total(x):
    raise Problem("passed")


def walk(step, start):
    raise ExceptionGroup("g", [ValueError(), Strange.__new__(Strange)])


def label(x):
    raise UnicodeDecodeError("x", b"", 0, 0, "y")
