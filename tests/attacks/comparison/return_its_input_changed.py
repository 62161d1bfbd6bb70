"""Cannot make the expected value follow a changed input."""


def scale(x):
    x[:] = 0
    return x


def total(x):
    x.fill(0)
    return 0.0
