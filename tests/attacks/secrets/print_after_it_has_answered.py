"""Cannot carry a hidden input out by printing it when its answer is given."""

import atexit
import os
import sys
import threading
import time


def later(text):
    def write():
        for _ in range(40):
            os.write(1, text)
            time.sleep(0.001)

    threading.Thread(target=write, daemon=True).start()


class Speaks(float):
    def __del__(self):
        os.write(2, float.__repr__(self).encode())


def scale(x):
    later(str(x.tolist()).encode())
    sys.stdout.write(str(x.tolist()))  # left in the buffer
    return list(map(Speaks, x))


def total(x):
    atexit.register(print, x[0])
    later(str(x[0]).encode())
    return Speaks(x[0])


def walk(step, start):
    return Speaks(step(start))


def label(x):
    sys.displayhook(x)
    os.write(1, str(x).encode() * 1000)
    return {"result": ""}
