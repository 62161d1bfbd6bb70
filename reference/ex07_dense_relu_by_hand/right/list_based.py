"""Right: lists of lists all the way; NumPy only reads the shapes."""

from math import fsum

from numpy import shape


def dense_relu(X, W, b):
    (rows, _), (neurons, weights) = shape(X), shape(W)
    if weights != rows or shape(b) != (neurons, 1):
        raise ValueError(f"shapes {shape(X)}, {shape(W)} and {shape(b)} do not fit")
    samples = list(zip(*X, strict=True))
    Z = [
        [
            fsum(float(w) * float(x) for w, x in zip(row, sample, strict=True))
            + float(c)
            for sample in samples
        ]
        for row, (c,) in zip(W, b, strict=True)
    ]
    A = [[max(z, 0.0) for z in row] for row in Z]
    return Z, A
