"""Cannot keep the judge waiting by a value or an error that takes for ever to look at."""


def forever(*args):
    while True:
        pass


class Meta(type):
    __name__ = property(forever)


class Nameless(metaclass=Meta):
    pass


class Claimed:
    __class__ = property(forever)


class Silent(Exception):
    __str__ = forever


def scale(x):
    return Nameless()


def total(x):
    return [Claimed()]


def walk(step, start):
    raise Silent


class Scaler:
    seen = property(forever)

    def scale(self, x):
        return 3 * x + 1
