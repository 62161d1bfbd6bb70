"""Cannot say by the name of a type, a key or a field what a text may not say."""

import numpy as np

NAME = "\x1b[2JE\n\rFORGED 10/10 <x-got-through> \u202e =1+1 \x9b8m"


def scale(x):
    return np.zeros(2, dtype=[(NAME, float), (f"{NAME}2", "U8")])


def total(x):
    return type(NAME, (), {"__module__": NAME, "__repr__": lambda self: NAME})()


def walk(step, start):
    return step(type(NAME, (float,), {})(start))


def label(x):
    return {NAME: {NAME: type(NAME, (dict,), {})()}, "result": {NAME}}
