"""Random calls for mutants that are listed as equivalent: judges nothing."""


def probe(submission, rng):
    """Multiply through one to twelve layers at a place on either side of 0."""
    x = float(rng.choice([0.0, rng.uniform(-6.0, 6.0)]))
    submission.product_through_layers(x, int(rng.integers(1, 13)))
