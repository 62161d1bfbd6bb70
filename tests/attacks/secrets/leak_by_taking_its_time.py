"""Cannot carry a hidden input out as the time that a check takes."""

import time


def wait(digit):
    time.sleep(int(digit) / 1000)


def scale(x):
    wait(str(x[0])[0])
    return x


def total(x):
    wait(str(x[0])[1])
    return 0.0


def walk(step, start):
    wait(str(step(start))[2])
    return 0.0


def label(x):
    wait(str(x)[3])
    return {"result": ""}


class Scaler:
    seen = 1

    def scale(self, x):
        wait(str(x[0])[4])
        return x
