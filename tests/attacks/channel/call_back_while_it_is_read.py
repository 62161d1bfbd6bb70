"""Cannot call a function of ours while its own answer or argument is being packed."""

KEPT = []


class Name(type):
    @property
    def __name__(cls):
        number = KEPT[0](0.0)
        KEPT.append(number)
        return str(number)


class Packed(metaclass=Name):
    def __getattr__(self, name):
        return KEPT[0](KEPT[-1])


def walk(step, start):
    KEPT.append(step)
    try:
        step(Packed())
    except TypeError:
        return Packed()


def label(x):
    return {"result": Packed(), "other": str(max(KEPT[1:], default=0.0))}


class Scaler(Packed):
    pass
