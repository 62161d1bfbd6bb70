"""Cannot find a hidden number by how long it takes to be refused."""

import time

DIGITS = "0123456789"


def walk(step, start):
    found = ""
    while len(found) < 3:
        lasted = {}
        for digit in DIGITS:
            started = time.perf_counter()
            try:
                step(float((found + digit).ljust(7, "0")))
            except KeyError:
                lasted[digit] = time.perf_counter() - started
        found += max(lasted, key=lasted.get)
    return float(found.ljust(7, "0"))
