"""Random calls for mutants that are listed as equivalent: judges nothing."""


def probe(submission, rng):
    """Make one call of one of the penalties, for up to four layers."""
    sizes = rng.integers(1, 5, size=rng.integers(2, 6))
    width = 10.0 ** rng.uniform(-3, 3)
    params = {}
    for n in range(1, len(sizes)):
        params[f"W{n}"] = rng.normal(0.0, width, size=(sizes[n - 1], sizes[n]))
        params[f"b{n}"] = rng.normal(size=(1, sizes[n]))
    lam, m = float(rng.uniform(-0.1, 3.0)), int(rng.integers(0, 40))
    penalty = submission.l2_penalty if rng.random() < 0.5 else submission.l1_penalty
    penalty(params, lam, m)
