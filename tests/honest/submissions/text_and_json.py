"""Goes through JSON, regular expressions and templates."""

import json
import re
import string
import textwrap

import numpy as np


def scale(x):
    if len(x) == 0:
        raise ValueError("nothing to scale")
    return 3 * np.array(json.loads(json.dumps(np.asarray(x).tolist()))) + 1


def total(x):
    return float(scale(x).sum())


def walk(step, start):
    here = start
    while (there := step(here)) > here:
        here = there
    return here


def label(x):
    text = string.Template("result: $number").substitute(number=3 * x + 1)
    found = re.fullmatch(r"(?P<key>\w+): (?P<value>\S+)", textwrap.dedent(text))
    return {found["key"]: found["value"]}


class Scaler:
    def __init__(self):
        self.seen = 0

    def scale(self, x):
        self.seen += 1
        return scale(x)
