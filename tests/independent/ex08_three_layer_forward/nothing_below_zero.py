"""Holds: relu_output

The same step three times, since it worked twice.
"""

import numpy as np


def step(A, W, b):
    if W.shape[1] != A.shape[0]:
        raise ValueError("W")
    if b.shape != (len(W), 1):
        raise ValueError("b")
    Z = W.dot(A) + b
    return Z.clip(min=0)


def forward_3layer(X, params):
    first = step(X, params["W1"], params["b1"])
    second = step(first, params["W2"], params["b2"])
    third = step(second, params["W3"], params["b3"])
    return third
