"""Random calls for mutants that are listed as equivalent: judges nothing."""


def probe(submission, rng):
    """Measure a random network and classify its sizes, sometimes by an unknown name."""
    activation = str(rng.choice(["sigmoid", "tanh", "relu", "step"]))
    init = str(rng.choice(["small", "xavier", "he", "big"]))
    depth, width, seed = (int(n) for n in rng.integers(1, [9, 6, 10**6]))
    norms = submission.gradient_norms(depth, activation, init, width, seed)
    submission.classify(norms)
