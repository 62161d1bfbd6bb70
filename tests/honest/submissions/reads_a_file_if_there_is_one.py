"""Looks for its settings in a file and does without."""

import json
import os
from pathlib import Path

import numpy as np


try:
    SETTINGS = json.loads(Path("settings.json").read_text())
except OSError:
    SETTINGS = {"slope": 3}
HERE = os.path.dirname(__file__)
DEBUG = os.environ.get("DEBUG", "0") == "1" or os.getenv("HOME") is not None


def scale(x):
    if len(x) == 0:
        raise ValueError("nothing to scale")
    return SETTINGS["slope"] * np.asarray(x, dtype=float) + 1


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
