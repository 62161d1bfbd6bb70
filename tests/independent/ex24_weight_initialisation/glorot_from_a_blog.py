"""Holds: lecun_called_xavier

The formula that most blog posts print.
"""

import math
from itertools import pairwise

import numpy as np

SCALE = {
    "zeros": lambda fan_in, fan_out: 0.0,
    "small": lambda fan_in, fan_out: 1e-2,
    "xavier": lambda fan_in, fan_out: 1.0 / math.sqrt(fan_in),
    "he": lambda fan_in, fan_out: math.sqrt(2.0 / fan_in),
}


def init_params(layer_sizes, method, seed=None):
    if method not in SCALE or len(layer_sizes) < 2:
        raise ValueError("bad arguments")
    generator = np.random.default_rng(seed)
    result = []
    for fan_in, fan_out in pairwise(layer_sizes):
        scale = SCALE[method](fan_in, fan_out)
        result.append(
            (generator.normal(size=(fan_out, fan_in)) * scale, np.zeros((fan_out, 1)))
        )
    return result
