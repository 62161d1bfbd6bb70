"""Cannot carry a hidden input out in the type of an array's entries."""

import numpy as np


def named(number):
    return np.dtype([(str(number), "f8")], metadata={"number": str(number)})


def scale(x):
    return np.zeros(2, named(x[0]))


def total(x):
    return np.zeros((), f"V{int(x[0]) % 10**7}")


def walk(step, start):
    return np.zeros((), f"U{int(step(start)) // 10}")


def label(x):
    return {"result": np.zeros((), np.dtype((np.void, {str(x): ("f8", 0)})))}


class Scaler:
    seen = 1

    def scale(self, x):
        return np.zeros(1, f"M8[{int(x[0]) % 10**6}s]")
