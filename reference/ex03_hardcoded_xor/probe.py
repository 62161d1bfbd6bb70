"""Random batches of corners, for comparing a mutant with the reference."""


def probe(submission, rng):
    """Ask for the answers at some corners, in each of the forms a learner may use."""
    X = rng.integers(0, 2, size=(rng.integers(1, 7), 2))
    forms = (X, X.astype(float), X > 0, X.tolist(), X[:, :1], X[0])
    submission.xor_forward(forms[rng.integers(len(forms))])
