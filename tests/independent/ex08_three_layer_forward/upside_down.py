"""Holds: sigmoid_positive_exp

The curve falls where it should rise.
"""

from math import exp

import numpy as np


def squash(z):
    return 1 / (1 + exp(z))


def sums(A, W, b):
    if b.shape != (len(W), 1):
        raise ValueError("b")
    return np.inner(W, A.T) + b


def forward_3layer(X, params):
    A = np.maximum(sums(X, params["W1"], params["b1"]), 0)
    A = np.maximum(sums(A, params["W2"], params["b2"]), 0)
    return np.vectorize(squash)(sums(A, params["W3"], params["b3"]))
