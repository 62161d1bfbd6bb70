"""Cannot carry a hidden input out as the name of a type."""


def named(text):
    return type(str(text), (), {})()


def scale(x):
    return named(x.tolist())


def total(x):
    return named(x.tolist())


def walk(step, start):
    return named(step(start))


def label(x):
    return {"result": named(x)}


class Scaler:
    def scale(self, x):
        return [named(x.tolist())]
