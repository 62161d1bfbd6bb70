"""Random calls for mutants that are listed as equivalent: judges nothing."""

from grader.checks import prepared

TASKS = ("binary", "multiclass", "regression", "ranking")


def probe(submission, rng):
    """Build a small model, or make a head, and say what it is."""
    if rng.random() < 0.01:
        model = submission.build_model(
            int(rng.integers(1, 4)), (int(rng.integers(1, 4)),)
        )
        prepared(submission).count(model)
        prepared(submission).loss(model)
    else:
        task = TASKS[rng.integers(4)]
        prepared(submission).head(
            submission.output_layer(task, int(rng.integers(1, 5)))
        )
