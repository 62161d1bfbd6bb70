"""Random calls for mutants that are listed as equivalent: judges nothing."""


def probe(submission, rng):
    """Make one layer, two forward passes and one backward pass."""
    rate = 0.0 if rng.random() < 0.1 else float(rng.uniform(-0.05, 1.05))
    shape = tuple(rng.integers(0, 6, size=rng.integers(1, 4)))
    layer = submission.Dropout(rate, seed=int(rng.integers(1000)))
    x, grad = rng.normal(size=(2, *shape))
    layer.forward(x)
    layer.forward(x, training=bool(rng.random() < 0.8))
    layer.backward(grad)
