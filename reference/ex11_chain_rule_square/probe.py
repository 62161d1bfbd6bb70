"""Random calls for mutants that are listed as equivalent: judges nothing."""


def probe(submission, rng):
    """Measure with the default step, at numbers or vectors of moderate size."""
    shape = [(), (3,)][rng.integers(2)]
    x, w, b = rng.uniform(0.5, 2.0, (3, *shape)) * rng.choice([-1.0, 1.0], (3, *shape))
    if shape == ():
        x, w, b = float(x), float(w), float(b)
    submission.numeric_check(x, w, b)
