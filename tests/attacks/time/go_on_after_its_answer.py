"""Cannot gain or harm by threads that go on when it has answered."""

import threading

import numpy as np

GIVEN = []


def change():
    while True:
        for array in GIVEN:
            array[:] = 8675310.25
        print("x" * 1000)


def scale(x):
    result = np.zeros(len(x))
    GIVEN.append(result)
    if len(GIVEN) == 1:
        threading.Thread(target=change, daemon=True).start()
    return result


def total(x):
    return GIVEN[0].sum() if GIVEN else 0.0
