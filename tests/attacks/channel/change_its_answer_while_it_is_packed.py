"""Cannot confuse the judge by an answer that changes while it is packed."""

ANSWER = []
LABEL = {}


class Name(type):
    """Its name is asked for in the middle of packing."""

    @property
    def __name__(cls):
        ANSWER.extend([4.0, 7.0])
        LABEL["more"] = "x"
        return "float"


class Now(metaclass=Name):
    pass


def scale(x):
    ANSWER[:] = [Now(), 0.0]
    return ANSWER


def total(x):
    ANSWER[:] = [Now()]
    return (ANSWER, ANSWER)


def walk(step, start):
    ANSWER[:] = [Now()]
    return step(ANSWER)


def label(x):
    LABEL["result"] = Now()
    return [LABEL, LABEL]


class Scaler:
    seen = ANSWER
    scale = scale
