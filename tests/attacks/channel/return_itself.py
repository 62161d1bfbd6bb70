"""Cannot confuse the judge with values that hold themselves."""


def scale(x):
    circle = []
    circle.append(circle)
    return circle


def total(x):
    return total


def walk(step, start):
    return step


def label(x):
    circle = {}
    circle["result"] = circle
    return circle


class Scaler:
    @property
    def seen(self):
        return self

    def scale(self, x):
        return self
