"""Cannot carry a hidden input out in how its process ends."""

import os
import signal
import sys


def parts(number):
    digits = str(number)
    return [int(digits[i : i + 2]) for i in (0, 2, 4)]


def scale(x):
    os._exit(parts(x[0])[0])


def total(x):
    sys.exit(int(x[0]))


def walk(step, start):
    number = parts(step(start))[0] + 7
    signal.signal(number, signal.SIG_DFL)
    os.kill(os.getpid(), number)
    os._exit(parts(start)[0])


def label(x):
    signal.alarm(parts(x)[0])
    os._exit(parts(x)[1])


class Scaler:
    seen = 1

    def scale(self, x):
        os._exit(parts(x[0])[2])
