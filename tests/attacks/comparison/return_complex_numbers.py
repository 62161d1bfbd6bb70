"""Cannot hide a difference in an imaginary part."""


def scale(x):
    return 3 * x + 1 + 0j


def total(x):
    return complex(3 * x.sum() + 2, 0.0)


def walk(step, start):
    return 1j
