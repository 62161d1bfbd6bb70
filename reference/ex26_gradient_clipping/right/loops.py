"""Right: plain loops over every entry, as a first program would do it."""

import math

import numpy as np


def clip_by_global_norm(grads: dict, max_norm: float) -> tuple[dict, float]:
    if math.isnan(max_norm) or max_norm <= 0:
        raise ValueError("max_norm has to be positive")
    total = 0
    for name in grads:
        for value in grads[name].flat:
            if math.isnan(value) or math.isinf(value):
                raise ValueError("bad value in " + name)
            total = total + value * value
    norm = math.sqrt(total)
    result = {}
    for name in grads:
        result[name] = np.zeros(grads[name].shape)
        for index in np.ndindex(grads[name].shape):
            if norm > max_norm:
                result[name][index] = grads[name][index] * max_norm / norm
            else:
                result[name][index] = grads[name][index]
    return result, norm


def clip_by_value(grads: dict, limit: float) -> dict:
    if math.isnan(limit) or limit <= 0:
        raise ValueError("limit has to be positive")
    result = {}
    for name in grads:
        result[name] = np.zeros(grads[name].shape)
        for index in np.ndindex(grads[name].shape):
            value = grads[name][index]
            if math.isnan(value) or math.isinf(value):
                raise ValueError("bad value in " + name)
            if value > limit:
                value = limit
            elif value < -limit:
                value = -limit
            result[name][index] = value
    return result
