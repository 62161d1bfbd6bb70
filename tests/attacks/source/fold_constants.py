"""Cannot make a reader of its file compute the constants that are written there."""


def unused():
    powers = 9**9**9, 1 << 10**10, -(2**99_999_999), 0.1**-400, 2 ** -(2**70)
    repeated = "x" * 10**10, (1, 2) * 10**10, ((0,) * 4000,) * 4000, b"%99999999d" % 1
    return powers, repeated, "%*d" % (10**10, 1), [*range(10)] * 10**10  # noqa: UP031


def scale(x):
    return x * (9**9**9)
