"""Cannot pass with a text that only reads like the right one.

`float` takes all of these for the number.
"""

import itertools

SPELLINGS = itertools.cycle(
    [
        lambda text: text.translate({48 + i: 0xFF10 + i for i in range(10)}),
        lambda text: f" {text}\n",
        lambda text: f"{text[0]}_{text[1:]}",
        lambda text: f"+{text}e0",
        lambda text: text.translate({48 + i: 0x0660 + i for i in range(10)}),
    ]
)


def spelled(number):
    return next(SPELLINGS)(str(number))


def scale(x):
    return [spelled(3 * v + 1) for v in x]


def total(x):
    return spelled(float(3 * x.sum() + 2))


def label(x):
    return {"result": spelled(3 * x + 1)}


class Scaler:
    seen = "1"

    def scale(self, x):
        return [spelled(3 * v + 1) for v in x]
