"""Random calls for mutants that are listed as equivalent: judges nothing."""


def probe(submission, rng):
    """Train for a few epochs with any settings."""
    submission.train_xor(
        int(rng.integers(1, 7)),
        str(rng.choice(["tanh", "relu"])),
        float(rng.uniform(0.0, 2.0)),
        int(rng.integers(5)),
        int(rng.integers(1000)),
    )
