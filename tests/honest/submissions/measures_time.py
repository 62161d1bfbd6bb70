"""Measures how long it takes and tells the date."""

import datetime
import time

import numpy as np


def scale(x):
    began = time.perf_counter(), time.process_time(), time.monotonic_ns(), time.time()
    time.sleep(0.001)
    now = datetime.datetime.now(datetime.timezone.utc)
    assert time.perf_counter() > began[0] and now.year > 2000
    time.strftime("%Y-%m-%d"), time.localtime(), datetime.date.today().isoformat()
    if len(x) == 0:
        raise ValueError("nothing to scale")
    return 3 * np.asarray(x, dtype=float) + 1


def total(x):
    return float(scale(x).sum())


def walk(step, start):
    here = start
    while (there := step(here)) > here:
        here = there
    return here


def label(x):
    return {"result": str(3 * x + 1)}


class Scaler:
    def __init__(self):
        self.seen = 0

    def scale(self, x):
        self.seen += 1
        return scale(x)
