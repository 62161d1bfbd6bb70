"""Right: explicit loops."""


def double(x):
    if len(x) == 0:
        raise ValueError("nothing to double")
    return [entry + entry for entry in x]


def quadruple(x):
    return [4 * entry for entry in x]
