"""Random trainings, watched and stopped, for comparing mutants with the reference."""

import numpy as np


def probe(submission, rng):
    """Train a small network with settings of any kind."""
    net = submission.NeuralNetwork(
        [2, 3, 1],
        "tanh",
        float(rng.uniform(0.1, 3.0)),
        int(rng.integers(1000)),
        l2=float(rng.choice([0.0, 0.5])),
        dropout=float(rng.choice([0.0, 0.4])),
    )
    X, y = rng.normal(size=(4, 2)), rng.integers(0, 2, size=4)
    watched = rng.normal(size=(3, 2)), np.array([0, 1, 1])
    patience = int(rng.integers(1, 3)) if rng.random() < 0.7 else None
    net.train(X, y, int(rng.integers(1, 6)), 3, *watched, patience)
    return net.W, net.b
