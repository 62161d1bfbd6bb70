"""Random calls for mutants that are listed as equivalent: judges nothing."""


def probe(submission, rng):
    """Cut and fit once, sometimes with a batch size of 0 or lengths that differ."""
    m, n = (int(k) for k in rng.integers(1, 7, 2))
    X, y = rng.normal(size=(m, n)), rng.normal(size=m)
    labels = y[1:] if rng.random() < 0.05 else y
    size, seed = int(rng.integers(-1, 8)), int(rng.integers(1000))
    if rng.random() < 0.5:
        submission.iterate_minibatches(X, labels, size, seed, bool(rng.random() < 0.5))
    else:
        submission.fit_linear(X, labels, 0.05, 2, size, seed)
