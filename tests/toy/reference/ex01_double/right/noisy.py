"""Right: a helper function, and a print that does no harm."""

import numpy as np


class EmptyError(ValueError):
    pass


def _scaled(x, factor):
    return np.multiply(x, factor)


def double(x):
    if not np.size(x):
        raise EmptyError
    result = _scaled(x, 2.0)
    print("doubled:", result)
    return result
