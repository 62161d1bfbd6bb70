"""Random calls for mutants that are listed as equivalent: judges nothing."""


def probe(submission, rng):
    """Split a random table, or compare random answers, now and then badly matched."""
    m = int(rng.integers(1, 40))
    y = rng.integers(-2, 3, m)
    match rng.integers(3):
        case 0:
            X = rng.normal(size=(m + int(rng.random() < 0.1), 2))
            first, second = rng.uniform(0.0, 0.5, 2).tolist()
            fractions = (first, second, 1.0 - first - second)
            seed, stratify = int(rng.integers(100)), bool(rng.random() < 0.5)
            submission.train_val_test_split(X, y, fractions, seed, stratify)
        case 1:
            submission.baseline_accuracy(y)
        case _:
            answers = rng.integers(-2, 3, m + int(rng.random() < 0.1))
            submission.balanced_accuracy(y, answers)
