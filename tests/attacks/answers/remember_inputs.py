"""Cannot answer a question with what it learned from an earlier one.

Each is worth no more than the function that it was asked about.
"""

SEEN = {}


def remember(name, value):
    SEEN.setdefault(name, []).append(value)
    everything = [v for values in SEEN.values() for v in values]
    return everything[0]


def scale(x):
    return remember("scale", x)


def total(x):
    return float(remember("total", x)[0])


def walk(step, start):
    return float(remember("walk", step(start)) if SEEN == {} else 0.0)
