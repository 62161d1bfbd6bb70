"""Random calls for mutants that are listed as equivalent: judges nothing."""

import numpy as np

LENGTHS = (0, 1, 2, 3, 7, 40)


def some_numbers(rng, shape):
    """Return an array or nested list of whole numbers, fractions or zeros."""
    kind = rng.integers(4)
    if kind == 0:
        values = rng.integers(-5, 6, size=shape)
    elif kind == 1:
        values = np.zeros(shape)
    else:
        values = rng.normal(scale=10.0 ** rng.integers(-3, 4), size=shape)
    return values.tolist() if rng.random() < 0.5 else values


def probe(submission, rng):
    """Call the weighted sum or the neuron, now and then with bad input."""
    n = int(rng.choice(LENGTHS))
    x_shape, w_shape = (n,), (n,)
    match rng.integers(10):
        case 0:
            w_shape = (int(rng.choice(LENGTHS)),)
        case 1:
            x_shape = (n, int(rng.choice(LENGTHS)))
        case 2:
            w_shape = (n, int(rng.choice(LENGTHS)))
        case 3:
            x_shape, w_shape = (n, n), (n, n)
    bias = [0, 0.0, int(rng.integers(-3, 4)), float(rng.normal())][rng.integers(4)]
    function = submission.neuron if rng.random() < 0.3 else submission.weighted_sum
    function(some_numbers(rng, x_shape), some_numbers(rng, w_shape), bias)
