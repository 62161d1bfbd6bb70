"""Right: an explicit loop, and a list handed back."""


def double(x):
    if len(x) == 0:
        raise ValueError("nothing to double")
    return [entry + entry for entry in x]
